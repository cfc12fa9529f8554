using System.Text.Json;
using HyperSearch.Search.Clocks;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Coordination;

/// <summary>Everything that is known of a study: the sum of its journal's records. Applying the same records gives the same state.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class StudyState
{
    private readonly VirtualClock clock;
    private readonly IPruner? pruner;
    private readonly List<Trial> trials = [], open = [];
    private readonly Dictionary<WorkId, Work> confirmations = [];
    private readonly List<KnownTrial> ended = [];
    private readonly PendingTrials pending = new();
    private readonly HashSet<ParameterSet> proposed = [];
    private readonly List<Round> rounds;
    private readonly List<TunerChosen> choices = [];
    private readonly SettledCurves settled = new();
    private Trial[]? candidates;
    private int rankedTrials;
    private readonly int[] outcomes = new int[Enum.GetValues<Outcome>().Length];

    /// <summary>The state of a study that has just started.</summary>
    public StudyState(StudyDefinition definition)
    {
        Definition = definition;
        TotalTrials = definition.Search.Trials;
        Confirm = definition.Search.Confirm;
        Target = definition.Search.Target;
        Stop = definition.Search.Stop;
        clock = new VirtualClock(definition.Search.MaxConcurrentTrials);
        pruner = PrunerCatalog.Create(definition);
        rounds = [new Round(0, 0, 0, definition.Space.Ranges, [])];
    }

    /// <summary>The study as it was started.</summary>
    public StudyDefinition Definition { get; }

    /// <summary>How many trials the study has in all, extensions included.</summary>
    public int TotalTrials { get; private set; }

    /// <summary>How the winner is confirmed; null: it is not.</summary>
    public ConfirmOptions? Confirm { get; private set; }

    /// <summary>The objective that is enough; null: none.</summary>
    public double? Target { get; private set; }

    /// <summary>When further trials are not worth it; null: never.</summary>
    public StopOptions? Stop { get; private set; }

    /// <summary>What the study took over from earlier ones when it started.</summary>
    public IReadOnlyList<CarriedStudy> History { get; private set; } = [];

    /// <summary>The trials of earlier studies, as tuners know them.</summary>
    public IEnumerable<KnownTrial> Carried => ended.TakeWhile(t => t.Number < 0);

    /// <summary>Why no further trial is proposed though the total is not reached; null while that is not so.</summary>
    public StudyStopped? Stopped { get; private set; }

    /// <summary>The best of the completed trials that the last proposal may have known.</summary>
    internal Trial? BestKnown { get; private set; }

    /// <summary>How many trials there will be as far as it is known.</summary>
    public int PlannedTrials => Stopped is null ? TotalTrials : trials.Count;

    /// <summary>The proposed trials, by number.</summary>
    public IReadOnlyList<Trial> Trials => trials;

    /// <summary>The proposed trials that are not over, by number.</summary>
    public IReadOnlyList<Trial> Open => open;

    /// <summary>The rounds begun so far.</summary>
    public IReadOnlyList<Round> Rounds => rounds;

    /// <summary>Which tuner proposed from which trial on, where the study leaves that open.</summary>
    public IReadOnlyList<TunerChosen> Choices => choices;

    /// <summary>The tuner that was chosen last; null where the study names its tuner.</summary>
    internal string? Tuner => choices is [.., var last] ? last.Tuner : null;

    /// <summary>The best of the completed trials, the first of equals; null while there is none.</summary>
    public Trial? Best { get; private set; }

    /// <summary>The work of all proposed trials, trained to the end of their budgets.</summary>
    public double ProposedWork { get; private set; }

    /// <summary>Whether all trials are proposed, or none is to follow, and over.</summary>
    public bool AreTrialsOver => trials.Count >= PlannedTrials && open.Count == 0;

    /// <summary>The hash the study finished with; null while it has not.</summary>
    public string? FinishedHash { get; private set; }

    /// <summary>A study file as the study is now: with what its journal says may have changed since.</summary>
    public StudyDefinition AsExtended(StudyDefinition study) => study with { Search = study.Search with { Trials = TotalTrials, Confirm = Confirm, Target = Target, Stop = Stop } };

    /// <summary>How many trials ended in a certain way.</summary>
    public int CountOf(Outcome outcome) => outcomes[(int)outcome];

    /// <summary>The training of that number; null if it has not been proposed, or is a confirmation that was never due.</summary>
    public Work? Find(WorkId id) => id.Repeat != 0 ? confirmations.GetValueOrDefault(id)
        : id.Trial >= 0 && id.Trial < trials.Count ? trials[id.Trial].Work : null;

    /// <summary>A confirmation of a trial that was proposed; from now on it is found.</summary>
    private Work ConfirmationOf(WorkId id)
    {
        if (!confirmations.TryGetValue(id, out Work? work))
        {
            confirmations[id] = work = new Work(id, trials[id.Trial].Work.Epochs, Definition.Objective);
        }

        return work;
    }

    /// <summary>All trials that are over, from the best to the worst: completed ones by their value, then pruned, diverged and failed ones; equals by number.</summary>
    public IEnumerable<Trial> Ranking() => trials.Where(t => t.Work.IsOver)
        .OrderBy(t => t.Work.Outcome).ThenBy(t => t.Work.Value is { } value ? Definition.Objective.Loss(value) : 0).ThenBy(t => t.Number);

    /// <summary>
    /// The trainings that confirm the winner, as far as it is known which they are, in the order in which they are given out; none before all trials are over. When all of them are
    /// over, no more follow.
    /// </summary>
    public IReadOnlyList<Work> Confirmations()
    {
        if (Confirm is null || !AreTrialsOver)
        {
            return [];
        }

        // Ranked once, and again when the study was extended and has come to its new end.
        if (candidates is null || rankedTrials != trials.Count || candidates.Length < Confirm.Top)
        {
            candidates = [.. Ranking().Where(t => t.Work.Outcome == Outcome.Completed).Take(Confirm.Top)];
            rankedTrials = trials.Count;
        }

        return Race.WorksOf([.. candidates.Take(Confirm.Top)], Confirm.Seeds, ConfirmationOf, w => w.Value is { } value ? Definition.Objective.Loss(value) : double.PositiveInfinity);
    }

    /// <summary>Every training that was begun and is not over, trials first; confirmations too that wait because the study was extended.</summary>
    internal IEnumerable<Work> Unfinished => open.Select(t => t.Work).Concat(confirmations.Values.Where(w => !w.IsOver));

    /// <summary>Whether the next trial can be proposed: there is one, and its virtual start is certain.</summary>
    /// <param name="start">Its start.</param>
    public bool TryNextStart(out long start)
    {
        start = 0;
        return trials.Count < PlannedTrials && clock.TryNextStart(out start);
    }

    /// <summary>What the next trial may know, at its certain start.</summary>
    public Knowledge KnowledgeAt(long start)
    {
        LearnUntil(start);
        return new Knowledge(Definition.Space, Definition.Seed, trials.Count, ended, pending, proposed, rounds)
        {
            TrialWork = trials.Count == 0 ? 0 : ProposedWork / trials.Count,
        };
    }

    /// <summary>What the worker of a training is told of its pruner's rule.</summary>
    internal Pruning? PruningOf(Work work) => work.Rule is { } rule ? new Pruning(Definition.Objective, rule) : null;

    /// <summary>What the pruner may know for a trial that was proposed: the same as it was then, whenever it is asked for.</summary>
    public PrunerKnowledge PrunerKnowledgeOf(int trial)
    {
        long start = trials[trial].Start;
        while (settled.Count < trial && trials[settled.Count].Work.IsOver && clock.EndOf(settled.Count) <= start)
        {
            settled.Add(CurveOf(settled.Count, start), clock.EndOf(settled.Count));
        }

        int first = settled.CountBy(start, trial);
        var rest = new KnownCurve[trial - first];
        for (int j = first; j < trial; j++)
        {
            rest[j - first] = CurveOf(j, start);
        }

        return new PrunerKnowledge(trial, trials[trial].Work.Epochs, settled.With(first, rest)) { Settled = first };
    }

    /// <summary>How far a trial had got by a virtual time.</summary>
    private KnownCurve CurveOf(int trial, long time)
    {
        // A failed trial ends an epoch after the last that it recorded.
        Work work = trials[trial].Work;
        int count = Math.Min(clock.EpochsBy(trial, time), work.Curve.Count);
        return new KnownCurve(trial, work.Epochs, work.Curve, count, work.IsOver && clock.EndOf(trial) <= time ? work.Outcome : null);
    }

    /// <summary>Adds a record.</summary>
    /// <exception cref="InvalidRecordException">It cannot follow those before it.</exception>
    public void Apply(Record record)
    {
        switch (record)
        {
            case StudyStarted started:
                Apply(started);
                break;
            case StudyChanged change when change.Trials < trials.Count:
                throw new InvalidRecordException(record, $"{change.Trials} trials are fewer than the {trials.Count} that were proposed");
            case StudyChanged change:
                (TotalTrials, Confirm, Target, Stop) = (change.Trials, change.Confirm, change.Target, change.Stop);
                (Stopped, FinishedHash) = (null, null);
                break;
            case StudyStopped stopped:
                Stopped = stopped.Trial == trials.Count ? stopped : throw new InvalidRecordException(record, $"trial {stopped.Trial} is not the next");
                break;
            case RoundStarted round:
                Apply(round);
                break;
            case TunerChosen choice when choice.Trial == trials.Count && choice.Tuner != Tuner:
                choices.Add(choice);
                break;
            case TunerChosen choice:
                throw new InvalidRecordException(record, $"{choice.Tuner} cannot be chosen for trial {choice.Trial}");
            case TrialProposed proposal:
                Apply(proposal);
                break;
            case AttemptStarted attempt:
                WorkOf(record, attempt.Trial, attempt.Repeat).Apply(attempt);
                break;
            case EpochReported epoch:
                Apply(epoch);
                break;
            case AttemptEnded attempt:
                WorkOf(record, attempt.Trial, attempt.Repeat).Apply(attempt);
                break;
            case TrialEnded result:
                Apply(result);
                break;
            case StudyFinished finished:
                FinishedHash = finished.Hash;
                break;
            case RunEstimated { Seconds: >= 0 and < 1e9 }:
                break; // nothing rests on it
            default:
                throw new InvalidRecordException(record, "it is of an unknown type, or makes no sense");
        }
    }

    private void Apply(StudyStarted record)
    {
        History = record.History ?? [];
        CarriedTrial[] carried = [.. History.SelectMany(h => h.Trials)];
        for (int i = 0; i < carried.Length; i++)
        {
            ParameterSet parameters = Read(record, carried[i].Parameters);
            ended.Add(new KnownTrial(i - carried.Length, parameters, carried[i].Outcome, carried[i].Loss ?? double.PositiveInfinity));
            proposed.Add(parameters);
        }
    }

    private void Apply(RoundStarted record)
    {
        if (record.Trial != trials.Count || record.Round != rounds[^1].Number + 1 || !clock.TryNextStart(out long start))
        {
            throw new InvalidRecordException(record, $"round {record.Round} cannot begin with trial {record.Trial}");
        }

        LearnUntil(start);
        SearchRange[] ranges = [.. rounds[^1].Ranges];
        RangeMove[] moves = [.. record.Moves.Select(m => Read(record, m))];
        foreach (RangeMove move in moves)
        {
            ranges[move.Dimension] = move.Range;
        }

        rounds.Add(new Round(record.Round, record.Trial, ended.Count, ranges, moves));
    }

    private void Apply(TrialProposed record)
    {
        if (record.Trial != trials.Count || !clock.TryNextStart(out long start) || start != record.Start)
        {
            throw new InvalidRecordException(record, $"trial {record.Trial} cannot start at {record.Start}");
        }

        if (record.Round != rounds[^1].Number)
        {
            throw new InvalidRecordException(record, $"round {record.Round} has not begun");
        }

        LearnUntil(start);
        ParameterSet parameters = Read(record, record.Parameters);
        if (record.Cost < 1 || record.Epochs < 1)
        {
            throw new InvalidRecordException(record, "a trial costs and lasts at least 1");
        }

        RecordChecks.Check(record, start);
        clock.Start(record.Cost);
        var work = new Work(new WorkId(record.Trial), record.Epochs, Definition.Objective, pruner is null ? null : () => pruner.RuleFor(PrunerKnowledgeOf(record.Trial)));
        var trial = new Trial(record.Trial, record.Round, parameters, start, record.Cost, work);
        trials.Add(trial);
        open.Add(trial);
        pending.Add(trial);
        proposed.Add(parameters);
        ProposedWork += (double)record.Cost * record.Epochs;
    }

    private void Apply(EpochReported record)
    {
        Work work = WorkOf(record, record.Trial, record.Repeat);
        if (work.IsOver || record.Epoch != work.Values.Count + 1)
        {
            throw new InvalidRecordException(record, $"epoch {record.Epoch} of {work.Id} cannot follow epoch {work.Values.Count}");
        }

        // Taken as it is written, under the line's checksum; that it is the values' digest, verify proves.
        ulong digest = EpochDigest.TryRead(record.Digest, out ulong read) ? read : throw new InvalidRecordException(record, $"{record.Digest} is no digest");
        RecordChecks.Check(record);
        work.Apply(record, Definition.Objective.Metric, digest);
        if (record.Repeat == 0)
        {
            clock.Report(record.Trial, record.Epoch);
        }
    }

    private void Apply(TrialEnded record)
    {
        Work work = WorkOf(record, record.Trial, record.Repeat);
        if (work.IsOver || record.Epochs < 1)
        {
            throw new InvalidRecordException(record, $"{work.Id} cannot end {(work.IsOver ? "twice" : "before its first epoch")}");
        }

        RecordChecks.Check(record, work);
        work.Apply(record);
        if (record.Repeat > 0)
        {
            return;
        }

        clock.End(record.Trial, record.Epochs);
        outcomes[(int)record.Outcome]++;
        Trial trial = trials[record.Trial];
        PendingTrials.Remove(open, trial);
        pending.End(trial, clock.EndOf(trial.Number));
        if (work.Value is { } value && (Best is null || Precedes(value, trial.Number, Best)))
        {
            Best = trial;
        }
    }

    private bool Precedes(double value, int number, Trial other)
    {
        double a = Definition.Objective.Loss(value), b = Definition.Objective.Loss(other.Work.Value!.Value);
        return a < b || (a == b && number < other.Number);
    }

    /// <summary>Moves the trials that had ended by a start from the pending to the known ones. Starts never decrease, so nothing is ever unlearnt.</summary>
    private void LearnUntil(long start)
    {
        foreach (Trial trial in pending.TakeEndedBy(start))
        {
            Outcome outcome = trial.Work.Outcome!.Value;
            double loss = outcome is Outcome.Completed or Outcome.Pruned ? trial.Work.Curve[^1] : double.PositiveInfinity;
            ended.Add(new KnownTrial(trial.Number, trial.Parameters, outcome, loss, clock.EndOf(trial.Number) - trial.Start) { Forecast = trial.Work.Forecast, KnownFrom = trials.Count });
            if (trial.Work.Value is { } value && (BestKnown is null || Precedes(value, trial.Number, BestKnown)))
            {
                BestKnown = trial;
            }
        }
    }

    private ParameterSet Read(Record record, JsonElement parameters)
    {
        try
        {
            return Definition.Space.Read(parameters);
        }
        catch (FormatException e)
        {
            throw new InvalidRecordException(record, e.Message);
        }
    }

    private RangeMove Read(RoundStarted record, RangeMoved move)
    {
        int d = Definition.Space.Dimensions.ToList().FindIndex(dimension => dimension is NumericDimension && dimension.Path == move.Parameter);
        return d >= 0 && move.Min <= move.Max ? new RangeMove(d, new SearchRange(move.Min, move.Max), move.Why)
            : throw new InvalidRecordException(record, $"{move.Parameter} has no range {move.Min}..{move.Max}");
    }

    private Work WorkOf(Record record, int trial, int repeat) =>
        trial < 0 || trial >= trials.Count || repeat < 0 ? throw new InvalidRecordException(record, $"trial {trial} has not been proposed")
        : repeat == 0 ? trials[trial].Work : ConfirmationOf(new WorkId(trial, repeat));
}
