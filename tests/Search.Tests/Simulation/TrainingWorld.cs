using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>What training gives, and what workers make of it.</summary>
/// <param name="luck">What is drawn.</param>
/// <param name="brittle">Whether some of the trials break down on every worker.</param>
internal sealed class TrainingWorld(RandomStream luck, bool brittle)
{
    private readonly HashSet<WorkId> muddled = [];
    private readonly Dictionary<(WorkId Work, int Epoch), EpochValues> believed = [];

    /// <summary>Which faults its workers have.</summary>
    public required Storm Storm { get; set; }

    /// <summary>How often a trial may fail; one failure less is not the trial's end.</summary>
    public required int Attempts { get; init; }

    /// <summary>After which epoch a training breaks down, wherever it is tried.</summary>
    public int? FailsAfter(WorkId id) => brittle && id.Repeat == 0 && id.Trial % 4 == 1 ? id.Trial % 3 : null;

    /// <summary>An epoch: as it is, unless everybody has come to believe something else.</summary>
    public EpochValues Train(Assignment assignment, int epoch) =>
        believed.TryGetValue((assignment.Work, epoch), out EpochValues? values) ? values : ToyTrainer.Train(assignment, epoch);

    /// <summary>What is on record is what this study takes for true from now on: a liar came first, and honest workers would contradict it for ever.</summary>
    public void Believe(WorkId work, EpochValues recorded) => believed[(work, recorded.Epoch)] = recorded;

    /// <summary>What arrives of a report: the same, nonsense, or a falsehood.</summary>
    public WorkReported Spoil(WorkReported report)
    {
        if (Happens(Storm.Falsehood) && report.Epochs.Count > 0)
        {
            return Falsify(report);
        }

        if (!Happens(Storm.Nonsense))
        {
            return report;
        }

        // Of another trial, repeat or attempt: refused. Everything else costs one of the trial's attempts, and may be done to it once where one more is left.
        return luck.NextBelow(4) switch
        {
            0 => report with { Work = new WorkId(report.Work.Trial + luck.NextBelow(1000) - 500, luck.NextBelow(3) * luck.NextBelow(1 << 20)), Attempt = report.Attempt + 1 + luck.NextBelow(3) },
            1 => report with { Attempt = report.Attempt + luck.NextBelow(5) - 7 },
            _ when Attempts == 1 || !muddled.Add(report.Work) => report,
            2 => report with { Epochs = [.. report.Epochs.Select(Garble)], End = new WorkEnd("garbage") },
            _ => report with { Epochs = [], End = new WorkEnd(luck.NextBelow(2) == 0 ? null : "Segmentation fault") },
        };
    }

    private EpochValues Garble(EpochValues epoch) => luck.NextBelow(3) switch
    {
        0 => epoch with { Epoch = int.MaxValue },
        1 => epoch with { Epoch = -epoch.Epoch },
        _ => epoch with { Metrics = new Dictionary<string, double>() },
    };

    private WorkReported Falsify(WorkReported report)
    {
        EpochValues[] epochs = [.. report.Epochs];
        int i = luck.NextBelow(epochs.Length);
        double lie = luck.NextBelow(4) switch { 0 => double.NaN, 1 => double.NegativeInfinity, 2 => 1e300, _ => luck.NextUnit() };
        epochs[i] = epochs[i] with { Metrics = new Dictionary<string, double>(epochs[i].Metrics) { ["validation.accuracy"] = lie }, IsLast = luck.NextBelow(8) == 0 };
        return report with { Epochs = epochs };
    }

    private bool Happens(double chance) => chance > 0 && luck.NextUnit() < chance;
}
