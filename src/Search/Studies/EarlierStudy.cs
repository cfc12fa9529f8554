using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Studies;

/// <summary>
/// Takes over trials of earlier studies. A trial fits a new study if a parameter set of the new space, written into the new trainer section, gives exactly the trainer section
/// that the trial was trained with, where the data lie aside: it would be the same training, but for its random draws. So a parameter may be searched in one study and fixed
/// in the other, and ranges may differ; values must be inside the limits. The objective must be the same metric in the same direction at the same epoch. Of an imported trial see FitImported.
/// </summary>
internal static class EarlierStudy
{
    /// <summary>What fits of the studies in some folders; a trial that several of them know counts once.</summary>
    /// <exception cref="StudyFolderException">One cannot be read.</exception>
    public static IReadOnlyList<CarriedStudy> CarryAll(IEnumerable<(string Folder, string Place)> folders, StudyDefinition study, TrainerPort trainer)
    {
        var known = new HashSet<(string, Outcome, double?)>();
        var studies = new List<CarriedStudy>();
        foreach ((string folder, string place) in folders)
        {
            CarriedStudy carried = Carry(folder, place, study, trainer);
            CarriedTrial[] fresh = [.. carried.Trials.Where(t => known.Add((t.Parameters.GetRawText(), t.Outcome, t.Loss)))];
            int twice = carried.Trials.Count - fresh.Length;
            studies.Add(twice == 0 ? carried : carried with { Trials = fresh, LeftOut = [.. carried.LeftOut, new LeftOutTrials(twice, "known already")] });
        }

        return studies;
    }

    /// <summary>What fits of the study in a folder; it may be of a running study, of which what is over counts.</summary>
    /// <exception cref="StudyFolderException">There is no study here that can be read; the message names <paramref name="place"/>.</exception>
    public static CarriedStudy Carry(string folder, string place, StudyDefinition study, TrainerPort trainer)
    {
        StudyState old = Read(folder, place, trainer);
        var fitting = new List<CarriedTrial>();
        var leftOut = new Dictionary<string, int>();
        string? other = OtherObjective(old.Definition, study.Objective);
        foreach ((ParameterSet parameters, Outcome? outcome, double loss) in TrialsOf(old))
        {
            ParameterSet? fit = null;
            string? why = other ?? (outcome is null ? "not over when it was read" : outcome == Outcome.Failed ? "failed, which says nothing of the parameters" : null);
            if (why is null && (fit = FitOf(parameters, old.Definition, study, out why)) is not null)
            {
                fitting.Add(new CarriedTrial(fit.ToElement(), outcome!.Value, double.IsFinite(loss) ? loss : null));
            }
            else
            {
                leftOut[why!] = leftOut.GetValueOrDefault(why!) + 1;
            }
        }

        return new CarriedStudy(
            folder, old.Definition.Name, StudyHash.Of(old), fitting, [.. leftOut.OrderByDescending(l => l.Value).ThenBy(l => l.Key, StringComparer.Ordinal).Select(l => new LeftOutTrials(l.Value, l.Key))]);
    }

    private static StudyState Read(string folder, string place, TrainerPort trainer)
    {
        try
        {
            return new StudyFolder(folder).Read(trainer).State;
        }
        catch (Exception e) when (e is StudyFolderException or JournalDamageException or InvalidRecordException or IOException or UnauthorizedAccessException)
        {
            throw new StudyFolderException($"{place}: {folder} cannot be read as an earlier study: {e.Message}");
        }
    }

    private static IEnumerable<(ParameterSet Parameters, Outcome? Outcome, double Loss)> TrialsOf(StudyState old) =>
    [
        .. old.Carried.Select(t => (t.Parameters, (Outcome?)t.Outcome, t.Loss)),
        .. old.Trials.Select(t => (t.Parameters, t.Work.Outcome, t.Work.Outcome is Outcome.Completed or Outcome.Pruned ? t.Work.Curve[^1] : double.PositiveInfinity)),
    ];

    private static string? OtherObjective(StudyDefinition old, ObjectiveOptions here) => old.Objective == here || (old.IsImported && IsAlike(old.Objective, here)) ? null
        : $"the objective is {Words(old.Objective)} there and {Words(here)} here";

    /// <summary>An imported trial has a value, whichever of its epochs it is of; what it is called may not be known.</summary>
    private static bool IsAlike(ObjectiveOptions imported, ObjectiveOptions here) =>
        imported.Direction == here.Direction && (imported.Metric == here.Metric || imported.Metric == ImportedTrainer.UnnamedMetric);

    private static string Words(ObjectiveOptions objective) => $"{objective.Metric} ({EnumWords.Of(objective.Direction!.Value)}, {EnumWords.Of(objective.At)} epoch)";

    private static ParameterSet? FitOf(ParameterSet parameters, StudyDefinition old, StudyDefinition study, out string? why) =>
        old.IsImported ? FitImported(parameters, study, out why) : Fit(parameters.ApplyTo(old.Trainer), study, out why);

    /// <summary>
    /// Of an imported trial nothing is known but its parameters: who names its folder says that the rest of the training was as it is here. So every parameter of the trial must have its
    /// place in the new trainer section, with a value that it can have, and none that is searched may be missing.
    /// </summary>
    private static ParameterSet? FitImported(ParameterSet parameters, StudyDefinition study, out string? why)
    {
        JsonObject values = parameters.ToJson(), section = parameters.ApplyTo(study.Trainer);
        string? lost = values.FirstOrDefault(v => !JsonNode.DeepEquals(JsonNode.Parse(JsonPath.Get(section, v.Key)?.ToJsonString() ?? "null"), JsonNode.Parse(v.Value?.ToJsonString() ?? "null"))).Key;
        string? missing = study.Space.Dimensions.FirstOrDefault(d => d.When.Count == 0 && !IsGiven(d))?.Path;
        why = lost is not null ? $"{lost} has no place in the trainer section here" : missing is not null ? $"{missing} has no value there" : null;
        ParameterSet? fit = why is null ? Fit(section, study, out why) : null;
        if (fit is not null && study.Space.Dimensions.Index().FirstOrDefault(d => fit.IsActive(d.Index) && !IsGiven(d.Item)).Item is { } inactive)
        {
            (fit, why) = (null, $"{inactive.Path} has no value there");
        }

        return fit;

        bool IsGiven(Dimension dimension) => values.Any(v => v.Key == dimension.Path
            || v.Key.StartsWith(dimension.Path + ".", StringComparison.Ordinal) || dimension.Path.StartsWith(v.Key + ".", StringComparison.Ordinal));
    }

    /// <summary>The parameter set of a study that gives a certain trainer section; null, and why, where there is none.</summary>
    internal static ParameterSet? Fit(JsonObject section, StudyDefinition study, out string? why)
    {
        Space space = study.Space;
        double[] numbers = [.. space.Dimensions.Select(d => Space.Index(d, JsonElement.Parse(JsonPath.Get(section, d.Path)?.ToJsonString() ?? "null")) ?? double.PositiveInfinity)];
        ParameterSet parameters = space.Activate(numbers);
        foreach ((int d, Dimension dimension) in space.Dimensions.Index())
        {
            string? wrong = !parameters.IsActive(d) ? null
                : double.IsInfinity(parameters[d]) ? "has a value that it cannot have here"
                : dimension is NumericDimension numeric ? ValueCheck.Kind(numeric, parameters[d]) : null;
            if (wrong is not null)
            {
                why = $"{dimension.Path} {wrong}";
                return null;
            }
        }

        JsonObject here = parameters.ApplyTo(study.Trainer), there = (JsonObject)section.DeepClone();
        foreach ((int d, Dimension dimension) in space.Dimensions.Index())
        {
            // What is switched off is not looked at.
            if (!parameters.IsActive(d))
            {
                JsonPath.Set(there, dimension.Path, JsonPath.Get(here, dimension.Path)?.DeepClone());
            }
        }

        DataPlaces.Remove(here);
        DataPlaces.Remove(there);
        StudyDifference[] differences = [.. StudyDifferences.Between("trainer", JsonNode.Parse(there.ToJsonString())!, JsonNode.Parse(here.ToJsonString())!)];
        why = differences.Length == 0 ? null : string.Join(", ", differences.Take(3).Select(d => $"{d.Path} is {d.Left ?? "not there"} there and {d.Right ?? "not there"} here"));
        return why is null ? parameters : null;
    }
}
