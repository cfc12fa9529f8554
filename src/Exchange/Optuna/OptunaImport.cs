using System.Text.Json.Nodes;
using HyperSearch.Exchange.Reading;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;

namespace HyperSearch.Exchange.Optuna;

/// <summary>Reads a study from a journal file of Optuna's. Where it was exported from here, the attributes named <c>hypersearch:</c> give back what Optuna has no word for.</summary>
internal sealed class OptunaImport
{
    private readonly OptunaStudy study;
    private readonly Space? exported;
    private readonly Dictionary<string, OptunaParameter> parameters = [];
    private readonly ImportedSource source;

    private OptunaImport(OptunaStudy study, ImportedSource source)
    {
        this.study = study;
        this.source = source;
        exported = SpaceOf(study);
    }

    /// <summary>The study of a journal.</summary>
    /// <exception cref="ExchangeException">It is not such a journal, or it does not say which study is meant.</exception>
    public static ForeignStudy Read(string text, ImportedSource source, ImportSettings settings)
    {
        if (settings.Ignored.FirstOrDefault() is { } column)
        {
            throw new ExchangeException($"--ignore {column}: {source.File} is a journal of Optuna's, which says what its parameters are; only a table has columns to leave out.");
        }

        IReadOnlyList<OptunaStudy> studies = OptunaJournal.Read(text, source.File);
        OptunaStudy? study = settings.Study is { } name ? studies.FirstOrDefault(s => s.Name == name) : studies.Count == 1 ? studies[0] : null;
        return study is not null ? new OptunaImport(study, source with { Study = study.Name }).Read(settings)
            : throw new ExchangeException(studies.Count == 0 ? $"{source.File}: there is no study in this journal."
                : $"{source.File}: {(settings.Study is { } wanted ? $"there is no study {wanted}" : "there are several studies")} in this journal; --study takes one of {string.Join(", ", studies.Select(s => s.Name))}.");
    }

    private ForeignStudy Read(ImportSettings settings)
    {
        if (study.Directions.Count != 1)
        {
            throw new ExchangeException($"{source.File}:{study.Line}: the study {study.Name} has {study.Directions.Count} objectives; one can be taken over.");
        }

        Direction direction = DirectionFor(settings.Direction);

        // A trial that waits has no parameter set yet, unless it was exported from here.
        OptunaTrial[] begun = [.. study.Trials.Where(t => t.State != OptunaState.Waiting || t.Parameters.Count > 0)];
        JsonObject[] sets = [.. begun.Select(ParametersOf)];
        if (parameters.Count > 0)
        {
            settings.CheckNames(source.File, parameters.Keys);
        }

        int waiting = study.Trials.Count - begun.Length;
        return new ForeignStudy
        {
            Source = source,
            Name = study.Name,
            Direction = direction,
            Metric = TextOf(study.UserAttributes, OptunaWords.Metric),
            At = TextOf(study.UserAttributes, OptunaWords.At) switch { "last" => ObjectiveEpoch.Last, "best" => ObjectiveEpoch.Best, _ => null },
            Seed = study.UserAttributes[OptunaWords.Seed] is JsonValue seed && seed.TryGetValue(out ulong number) ? number : null,
            Space = settings.Renamed.Count > 0 ? null : study.UserAttributes[OptunaWords.Space] as JsonObject,
            Parameters = [.. parameters.Values.Select(p => p.As(settings.NameOf(p.Name)))],
            Trials = [.. begun.Zip(sets).Select(t => TrialOf(t.First, new JsonObject(t.Second.Select(p => KeyValuePair.Create(settings.NameOf(p.Key), p.Value?.DeepClone())))))],
            LeftOut = waiting == 0 ? [] : [new LeftOutTrials(waiting, "it waits, and has no parameters yet")],
        };
    }

    private Direction DirectionFor(Direction? wanted)
    {
        Direction? said = study.Directions[0] switch { OptunaDirection.Minimize => Direction.Minimize, OptunaDirection.Maximize => Direction.Maximize, _ => null };
        return said is { } own && wanted is { } other && own != other
            ? throw new ExchangeException($"--direction {TextOf(other)}: {source.File}:{study.Line} says {TextOf(own)} of the study {study.Name}; leave --direction out.")
            : said ?? wanted ?? throw new ExchangeException($"{source.File}:{study.Line}: \"directions\" does not say whether more or less is better; give --direction minimize or maximize.");

        static string TextOf(Direction direction) => direction.ToString().ToLowerInvariant();
    }

    private JsonObject ParametersOf(OptunaTrial trial)
    {
        var set = new JsonObject();
        foreach ((string name, (JsonObject distribution, double value)) in trial.Parameters)
        {
            if (!parameters.TryGetValue(name, out OptunaParameter? parameter))
            {
                parameters[name] = parameter = new OptunaParameter(source.File, name, exported?.Dimensions.FirstOrDefault(d => d.Path == name) as ChoiceDimension);
            }

            set[name] = parameter.Add(distribution, value, trial.Line);
        }

        return set;
    }

    private static ForeignTrial TrialOf(OptunaTrial trial, JsonObject set)
    {
        (long Step, double Value)[] steps = [.. trial.Intermediate.Select(i => (i.Key, i.Value))];
        bool hasDiverged = TextOf(trial.UserAttributes, OptunaWords.Outcome) is { } said ? said == "diverged" : steps is [.., (_, var last)] && !double.IsFinite(last);
        return new ForeignTrial
        {
            Outcome = trial.State switch
            {
                OptunaState.Complete => Outcome.Completed,
                OptunaState.Pruned => Outcome.Pruned,
                OptunaState.Fail => hasDiverged ? Outcome.Diverged : Outcome.Failed,
                _ => null,
            },
            Parameters = set,
            Value = trial.Values is [var value] ? value : null,
            Steps = steps,
            Budget = trial.UserAttributes[OptunaWords.Epochs] is JsonValue budget && budget.TryGetValue(out int epochs) && epochs > 0 ? epochs : null,
            IsBegun = trial.State != OptunaState.Waiting,
            Why = TextOf(trial.UserAttributes, OptunaWords.Why) ?? TextOf(trial.SystemAttributes, "fail_reason"),
            Diagnosis = TextOf(trial.UserAttributes, OptunaWords.Diagnosis) is { } verdict ? new TrialDiagnosis(verdict, TextOf(trial.UserAttributes, OptunaWords.Evidence) ?? "") : null,
            Began = trial.Began,
            Ended = trial.Ended,
        };
    }

    /// <summary>The space that the study was exported from; null where it was not, or somebody has changed what it says.</summary>
    private Space? SpaceOf(OptunaStudy of) => of.UserAttributes[OptunaWords.Space] is not JsonObject space ? null
        : ImportedStudy.Draft("space", 1, new ObjectiveOptions { Metric = ImportedTrainer.UnnamedMetric, Direction = Direction.Minimize }, space, source, 1, 0).Definition?.Space;

    private static string? TextOf(JsonObject attributes, string key) => attributes[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
