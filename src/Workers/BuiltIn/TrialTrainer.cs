using HyperSearch.Search.Coordination;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Workers.BuiltIn;

/// <summary>Trains what it is assigned, one trial after the other; keeps the data and the study's split between trials, and nothing else.</summary>
public sealed class TrialTrainer
{
    private DataOptions? loaded;
    private Dataset? data;
    private bool isRegression;
    private (ulong Seed, int Repeat) drawn;
    private DataSplit? split;

    /// <summary>Trains an epoch for each element that is asked for; ends with the last epoch, or with the first that is not finite.</summary>
    /// <exception cref="DataException">The data cannot be read, or are not those of the study.</exception>
    public IEnumerable<EpochValues> Train(Assignment assignment)
    {
        TrainerOptions options = BuiltInTrainer.Read(assignment.Trainer);
        bool wantsRegression = options.Loss == LossKind.MeanSquaredError;
        if (data is null || loaded != options.Data || isRegression != wantsRegression)
        {
            (data, loaded, isRegression, split) = (Dataset.Load(options), options.Data, wantsRegression, null);
        }

        var wanted = (assignment.Seed, assignment.Work.Repeat);
        if (split is null || drawn != wanted)
        {
            (split, drawn) = (DataSplit.Draw(data, options.Data, assignment.Seed, assignment.Work.Repeat), wanted);
        }

        using var loop = new TrainingLoop(options, data, split, new TrialSeed(assignment.Seed, assignment.Work.Trial, assignment.Work.Repeat));
        DataShape shape = split.Shape(data);
        var epochs = new List<EpochMetrics>();
        foreach (EpochMetrics epoch in loop.Run())
        {
            epochs.Add(epoch);
            bool isEnd = epoch.Epoch == options.Epochs || epoch.EndsPatience || !epoch.IsFinite;
            yield return EpochReport.Of(epoch, isEnd ? Diagnosis.Of(options, shape, epochs) : null);
        }
    }
}
