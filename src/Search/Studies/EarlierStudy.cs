using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Studies;

/// <summary>
/// Takes over trials of earlier studies. A trial fits a new study if a parameter set of the new space, written into the new trainer section, gives exactly the trainer section
/// that the trial was trained with, where the data lie aside: it would be the same training, but for its random draws. So a parameter may be searched in one study and fixed
/// in the other, and ranges may differ; values must be inside the limits. The objective must be the same metric in the same direction at the same epoch.
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
        string? other = OtherObjective(old.Definition.Objective, study.Objective);
        foreach ((ParameterSet parameters, Outcome? outcome, double loss) in TrialsOf(old))
        {
            ParameterSet? fit = null;
            string? why = other ?? (outcome is null ? "not over when it was read" : outcome == Outcome.Failed ? "failed, which says nothing of the parameters" : null);
            if (why is null && (fit = Fit(parameters.ApplyTo(old.Definition.Trainer), study, out why)) is not null)
            {
                fitting.Add(new CarriedTrial(JsonSerializer.SerializeToElement(fit.ToJson()), outcome!.Value, double.IsFinite(loss) ? loss : null));
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

    private static string? OtherObjective(ObjectiveOptions there, ObjectiveOptions here) => there == here ? null
        : $"the objective is {Words(there)} there and {Words(here)} here";

    private static string Words(ObjectiveOptions objective) => $"{objective.Metric} ({EnumWords.Of(objective.Direction!.Value)}, {EnumWords.Of(objective.At)} epoch)";

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
