using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Workers.BuiltIn;

/// <summary>Trains what it is assigned, one trial after the other; keeps the data and the study's split between trials, and nothing else.</summary>
public sealed class TrialTrainer
{
    private DataOptions? loaded;
    private Dataset? dataset;
    private bool isRegression;
    private (ulong Seed, int Repeat) drawn;
    private DataSplit? split;

    /// <summary>Reads the data of a study, so that whether they are the right ones is known before any trial is taken.</summary>
    /// <param name="trainer">The study's trainer section. Its places may be those of another machine: what is not there is looked for as <see cref="DataFolder"/> does.</param>
    /// <exception cref="DataException">The data cannot be read, or are not those of the study.</exception>
    public void Prepare(JsonObject trainer) => Load(BuiltInTrainer.Read(trainer));

    /// <summary>Trains an epoch for each element that is asked for; ends with the last epoch, with the first that is not finite, or where the pruner's rule says.</summary>
    /// <remarks>The diagnosis comes with the last of them.</remarks>
    /// <exception cref="DataException">The data cannot be read, or are not those of the study.</exception>
    public IEnumerable<EpochValues> Train(Assignment assignment)
    {
        TrainerOptions options = BuiltInTrainer.Read(assignment.Trainer);
        Dataset data = Load(options);
        var wanted = (assignment.Seed, assignment.Work.Repeat);
        if (split is null || drawn != wanted)
        {
            (split, drawn) = (DataSplit.Draw(data, options.Data, assignment.Seed, assignment.Work.Repeat), wanted);
        }

        using var loop = new TrainingLoop(options, data, split, new TrialSeed(assignment.Seed, assignment.Work.Trial, assignment.Work.Repeat));
        DataShape shape = split.Shape(data);
        var epochs = new List<EpochMetrics>();
        PruningWatch? watch = Pruning.Watch(assignment.Pruning);
        foreach (EpochMetrics epoch in loop.Run())
        {
            epochs.Add(epoch);
            EpochValues values = EpochReport.Of(epoch, null);
            bool isPruned = watch?.StopsAfter(values.Metrics) == true;
            bool isEnd = isPruned || epoch.Epoch == options.Epochs || epoch.EndsPatience || !epoch.IsFinite;
            yield return isEnd ? EpochReport.Of(epoch, Diagnosis.Of(options, shape, epochs)) : values;
            if (isPruned)
            {
                yield break;
            }
        }
    }

    private Dataset Load(TrainerOptions options)
    {
        bool wantsRegression = options.Loss == LossKind.MeanSquaredError;
        if (dataset is null || loaded != options.Data || isRegression != wantsRegression)
        {
            TrainerOptions here = options with { Data = BuiltInTrainer.Found(options.Data, folder: null) };
            (dataset, loaded, isRegression, split) = (Dataset.Load(here), options.Data, wantsRegression, null);
        }

        return dataset;
    }
}
