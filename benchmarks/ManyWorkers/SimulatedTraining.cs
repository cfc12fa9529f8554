using HyperSearch.Search.Coordination;

namespace HyperSearch.Benchmarks.ManyWorkers;

/// <summary>What a simulated worker reports: the numbers a real one would, without the training.</summary>
internal static class SimulatedTraining
{
    /// <summary>Epochs of a trial, reported two by two.</summary>
    public const int Epochs = 6, Batch = 2;

    /// <summary>A report of some epochs. Its values follow from the trial and the epoch, as those of a trainer do.</summary>
    public static EpochValues[] From(WorkId work, int first) => [.. Enumerable.Range(first, Batch).Select(epoch => new EpochValues(
        epoch,
        new Dictionary<string, double>
        {
            ["validation.accuracy"] = 1 - (1.0 / (epoch + 1)) - ((work.Trial * 7919 % 1000) / 5000.0),
            ["validation.loss"] = 1.0 / (epoch + 1),
            ["train.accuracy"] = 1 - (0.9 / (epoch + 1)),
            ["train.loss"] = 0.9 / (epoch + 1),
        }))];
}
