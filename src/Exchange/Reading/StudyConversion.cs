using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Exchange.Reading;

/// <summary>Turns a study of another tool into one of ours.</summary>
internal sealed class StudyConversion
{
    private const int LongestName = 100;

    private readonly ForeignStudy study;
    private readonly ObjectiveOptions objective;
    private readonly int longest;

    private StudyConversion(ForeignStudy study)
    {
        this.study = study;
        objective = new ObjectiveOptions { Metric = study.Metric ?? ImportedTrainer.UnnamedMetric, Direction = study.Direction };
        objective = objective with { At = EpochThatCounts() };
        longest = study.Trials.Select(t => t.Steps.Count).DefaultIfEmpty().Max();
    }

    /// <summary>The study, and what of it could not be taken over.</summary>
    /// <exception cref="ExchangeException">A parameter cannot be one of ours, or no trial is left.</exception>
    public static ImportResult Run(ForeignStudy study) => new StudyConversion(study).Run();

    private ImportResult Run()
    {
        var leftOut = study.LeftOut.ToDictionary(l => l.Why, l => l.Trials);
        if (study.Trials.Count == 0)
        {
            throw NoTrial(leftOut);
        }

        JsonObject[] whole = [.. study.Trials.Where(t => t.HasAllParameters).Select(t => t.Parameters)];
        StudyDefinition definition = study.Space is { } known && Draft(known).Definition is { } drafted && Array.TrueForAll(whole, t => Read(drafted.Space, t, out _) is not null)
            ? drafted : Inferred(whole);
        var trials = new List<ImportedTrial>();
        foreach (ForeignTrial trial in study.Trials)
        {
            if (Read(definition.Space, trial.Parameters, out string why) is { } parameters)
            {
                trials.Add(TrialOf(trial, parameters));
            }
            else
            {
                leftOut[why] = leftOut.GetValueOrDefault(why) + 1;
            }
        }

        if (trials.Count == 0)
        {
            throw NoTrial(leftOut);
        }

        definition = definition with
        {
            Search = definition.Search with { Trials = trials.Count, MaxConcurrentTrials = trials.Count(t => t.Outcome is null) + 1 },
        };
        return new ImportResult(new ImportedStudy(definition, trials), [.. leftOut.OrderByDescending(l => l.Value).Select(l => new LeftOutTrials(l.Value, l.Key))]);
    }

    private ExchangeException NoTrial(Dictionary<string, int> leftOut) => new(
        leftOut.Count == 0 ? $"{study.Source.File}: there is no trial in it." : $"{study.Source.File}: no trial in it can be taken over; {string.Join("; ", leftOut.Select(l => $"{l.Value} left out: {l.Key}"))}.");

    private StudyDefinition Inferred(JsonObject[] whole)
    {
        StudyFileResult file = Draft(InferredSpace.Of(study.Parameters, whole));
        return file.Definition ?? throw new ExchangeException(string.Join('\n', file.Faults.Select(Told)));
    }

    private string Told(Fault fault)
    {
        string place = fault.Path.StartsWith("space.", StringComparison.Ordinal) ? fault.Path["space.".Length..] : "";
        string hint = study.Parameters.Any(p => p.Name == place) ? " --rename OLD=NEW gives a parameter another name." : "";
        return $"{study.Source.File}: {(place.Length > 0 ? "parameter " + place : fault.Path)}: {fault.Message}{hint}";
    }

    private StudyFileResult Draft(JsonObject space) => ImportedStudy.Draft(NameOf(study.Name), study.Seed ?? 1, objective, space, study.Source, Math.Max(1, study.Trials.Count), 0);

    private static ParameterSet? Read(Space space, JsonObject parameters, out string why)
    {
        try
        {
            why = "";
            return space.Read(JsonSerializer.SerializeToElement(parameters));
        }
        catch (FormatException e)
        {
            why = e.Message.TrimEnd('.');
            return null;
        }
    }

    /// <summary>
    /// The epoch whose intermediate value is each completed trial's value: what the file says, or the last or the best, whichever holds throughout; else the last, and a trial of which
    /// that is not so is given one epoch more.
    /// </summary>
    private ObjectiveEpoch EpochThatCounts()
    {
        ObjectiveEpoch[] candidates = [study.At ?? ObjectiveEpoch.Last, ObjectiveEpoch.Last, ObjectiveEpoch.Best];
        return candidates.Cast<ObjectiveEpoch?>().FirstOrDefault(at => study.Trials.All(t => t.Outcome != Outcome.Completed || t.Steps.Count == 0 || Holds(t, objective with { At = at!.Value }))) ?? ObjectiveEpoch.Last;
    }

    private static bool Holds(ForeignTrial trial, ObjectiveOptions objective) =>
        double.IsFinite(trial.Steps[^1].Value) && objective.ValueOf([.. trial.Steps.Select(s => s.Value)]).Equals(trial.Value);

    private ImportedTrial TrialOf(ForeignTrial trial, ParameterSet parameters)
    {
        bool isFinite = trial.Value is { } value && double.IsFinite(value);
        Outcome? outcome = trial.Outcome == Outcome.Completed && !isFinite ? (trial.Value is null ? Outcome.Failed : Outcome.Diverged) : trial.Outcome;
        List<IReadOnlyDictionary<string, double>> epochs = [.. trial.Steps.Select((s, i) => Metrics(s.Value, s.Step, i + 1))];
        switch (outcome)
        {
            case Outcome.Completed when trial.Steps.Count == 0 || !Holds(trial, objective):
                epochs.Add(Metrics(trial.Value!.Value));
                break;
            case Outcome.Diverged when trial.Value is { } infinite && !trial.Steps.Any(s => s.Value.Equals(infinite)):
                epochs.Add(Metrics(infinite));
                break;
            case Outcome.Diverged when epochs.Count == 0:
                epochs.Add(Metrics(double.NaN));
                break;
            case Outcome.Pruned when epochs.Count == 0:
                // It ended after something; what it had come to is in the file or is not known.
                epochs.Add(trial.Value is { } last ? Metrics(last) : new Dictionary<string, double>());
                break;
        }

        bool stoppedEarly = outcome is Outcome.Pruned or null or Outcome.Failed;
        return new ImportedTrial(parameters, outcome, epochs)
        {
            Budget = Math.Max(trial.Budget ?? (stoppedEarly ? longest : 1), Math.Max(1, epochs.Count)),
            IsBegun = trial.IsBegun,
            Why = outcome == Outcome.Failed && trial.Outcome == Outcome.Completed ? "it completed without a value" : trial.Why,
            Diagnosis = trial.Diagnosis,
            Began = trial.Began,
            Ended = outcome is null ? null : trial.Ended,
        };
    }

    private Dictionary<string, double> Metrics(double value, long step = 0, int epoch = 0)
    {
        var metrics = new Dictionary<string, double> { [objective.Metric] = value };
        if (step != epoch)
        {
            metrics.TryAdd(ImportedTrainer.StepMetric, step);
        }

        return metrics;
    }

    /// <summary>A name that a study, and its folder, can have, and no command takes for an option.</summary>
    private static string NameOf(string name)
    {
        string safe = new([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-').SkipWhile(c => c is '-' or '.').Take(LongestName)]);
        return safe.Length == 0 ? "imported" : safe;
    }
}
