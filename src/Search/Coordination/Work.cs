using HyperSearch.Search.Journals;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Coordination;

/// <summary>What has been recorded of one training: a trial's own, or one of its confirmations.</summary>
public sealed class Work
{
    // One trial may cost this many workers before it is suspected of killing them.
    private const int ToleratedLosses = 10;

    // Most trials come to the end of a small budget: then nothing is kept that no epoch fills.
    private const int MostReserved = 16;

    private readonly List<double> values;
    private readonly List<ulong> digests;
    private readonly LossCurve curve;
    private readonly Lazy<PrunerRule?>? rule;
    private bool isLastFinite = true, endsEarly;

    /// <summary>A training.</summary>
    /// <param name="id">Which.</param>
    /// <param name="epochs">Its budget.</param>
    /// <param name="objective">What is optimised.</param>
    /// <param name="rule">
    /// Its pruner's rule; null: none. It rests on the trial's virtual start, so that it is the same whenever it is asked for: a replay of many trials that are over needs none of them.
    /// </param>
    internal Work(WorkId id, int epochs, ObjectiveOptions objective, Func<PrunerRule?>? rule = null)
    {
        Id = id;
        Epochs = epochs;
        int reserved = Math.Clamp(epochs, 0, MostReserved);
        values = new List<double>(reserved);
        digests = new List<ulong>(reserved);
        curve = new LossCurve(objective, reserved);
        this.rule = rule is null ? null : new Lazy<PrunerRule?>(rule);
    }

    /// <summary>Which training it is.</summary>
    public WorkId Id { get; }

    /// <summary>Its budget: how many epochs it is to be trained.</summary>
    public int Epochs { get; }

    /// <summary>The objective after each recorded epoch: the intermediate values.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>The objective after each recorded epoch as a loss (<see cref="LossCurve.Losses"/>).</summary>
    public IReadOnlyList<double> Curve => curve.Losses;

    /// <summary>When its pruner stops it; null: never.</summary>
    public PrunerRule? Rule => rule?.Value;

    /// <summary>How it ended; null while it has not.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>How many of its epochs count, once it is over.</summary>
    public int CountedEpochs { get; private set; }

    /// <summary>Its objective, if it completed.</summary>
    public double? Value { get; private set; }

    /// <summary>Where it would have ended, if its pruner stopped it and looks ahead.</summary>
    public EndForecast? Forecast { get; private set; }

    /// <summary>What the trainer says of it, from its last epoch on; null where it says nothing.</summary>
    public TrialDiagnosis? Diagnosis { get; private set; }

    /// <summary>The number of the last attempt; 0 before the first.</summary>
    public int Attempt { get; private set; }

    /// <summary>The worker of the attempt that is under way, or null.</summary>
    public string? Worker { get; private set; }

    /// <summary>How many attempts failed by the trial's own fault.</summary>
    public int Failures { get; private set; }

    /// <summary>Why the last of those failed; null where none did.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>How many attempts were lost with their workers.</summary>
    public int Losses { get; private set; }

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => Outcome is not null;

    /// <summary>The digest of its epochs up to the last that counts.</summary>
    public ulong Digest => DigestAfter(Math.Min(CountedEpochs, digests.Count));

    /// <summary>The digest of the first <paramref name="epochs"/> recorded epochs.</summary>
    public ulong DigestAfter(int epochs) => epochs == 0 ? EpochDigest.Seed(Id) : digests[epochs - 1];

    /// <summary>Whether its attempts are used up: those that failed by its own fault, and losses beyond those that one trial may cost.</summary>
    private bool HasSpent(int attempts) => Failures + Math.Max(0, Losses - ToleratedLosses + 1) >= attempts;

    /// <summary>
    /// Whether what is recorded so far makes an end: the budget or the trainer's patience is used up, the last epoch is not finite, the pruner stops it, or the attempts are spent. A trial that fails had
    /// begun one more epoch than it recorded, which counts whole: other trials may have started on the promise that it reports nothing before that.
    /// </summary>
    internal bool TryConclude(ObjectiveOptions objective, int attempts, out TrialEnded? ended)
    {
        ended = (isLastFinite, values.Count == Epochs || endsEarly) switch
        {
            (false, _) => new TrialEnded(Id.Trial, Id.Repeat, Coordination.Outcome.Diverged, values.Count, null),
            (true, true) => new TrialEnded(Id.Trial, Id.Repeat, Coordination.Outcome.Completed, values.Count, objective.ValueOf(values)),
            _ when ReasonToPrune() is { } why => new TrialEnded(Id.Trial, Id.Repeat, Coordination.Outcome.Pruned, values.Count, null, why, Rule!.Forecast(curve)),
            _ => HasSpent(attempts) ? new TrialEnded(Id.Trial, Id.Repeat, Coordination.Outcome.Failed, values.Count + 1, null) : null,
        };
        return ended is not null;
    }

    private string? ReasonToPrune() => values.Count == 0 ? null : Rule?.ReasonToStop(curve);

    internal void Apply(AttemptStarted record) => (Attempt, Worker) = (record.Attempt, record.Worker);

    internal void Apply(EpochReported record, string metric, ulong digest)
    {
        values.Add(record.Metrics.TryGetValue(metric, out double value) ? value : double.NaN);
        curve.Add(values[^1]);
        endsEarly = record.IsLast == true;
        isLastFinite = true;
        foreach ((_, double metricValue) in record.Metrics)
        {
            isLastFinite &= double.IsFinite(metricValue);
        }

        digests.Add(digest);
        Diagnosis = record.Diagnosis;
    }

    internal void Apply(AttemptEnded record)
    {
        Worker = null;
        Failures += record.Blame == Blame.Trial ? 1 : 0;
        LastFailure = record.Blame == Blame.Trial ? record.Why : LastFailure;
        Losses += record.Blame == Blame.Worker ? 1 : 0;
    }

    internal void Apply(TrialEnded record) => (Outcome, CountedEpochs, Value, Forecast, Worker) = (record.Outcome, record.Epochs, record.Value, record.Forecast, null);
}
