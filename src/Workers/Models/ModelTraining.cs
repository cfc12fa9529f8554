using HyperSearch.Search.Coordination;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Models;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;
using HyperSearch.Workers.BuiltIn;

namespace HyperSearch.Workers.Models;

/// <summary>Trains models on training and validation data together, for all their epochs, and scores them once on the test part.</summary>
/// <param name="folder">The folder in which relative data paths are looked for first.</param>
public sealed class ModelTraining(string folder)
{
    private TrainerOptions? loaded;
    private Dataset? data, ownTest;

    /// <summary>
    /// Trains the members of an ensemble, or one model. Member r of a config that is there several times gets the weights and batches of the r-th repeat.
    /// </summary>
    /// <param name="configs">What is trained.</param>
    /// <param name="progress">Told every epoch.</param>
    /// <param name="stop">Asks to stop, which happens after an epoch.</param>
    /// <exception cref="DataException">The data cannot be read, or are not those of the config.</exception>
    /// <exception cref="RunFailedException">A training diverged.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public TrainedEnsemble Train(IReadOnlyList<TrainerConfig> configs, Action<TrainingProgress> progress, CancellationToken stop)
    {
        var members = new List<TrainedMember>();
        var predictions = new List<Predictions>();
        (Dataset Data, int[] Samples)? test = null;
        try
        {
            for (int i = 0; i < configs.Count; i++)
            {
                stop.ThrowIfCancellationRequested();
                int repeat = configs.Take(i).Count(c => c == configs[i]), member = i;
                TrainerOptions options = Load(configs[i]);
                DataSplit split = DataSplit.Draw(data!, options.Data, configs[i].Seed, 0);
                test = ownTest is not null ? (ownTest, [.. Enumerable.Range(0, ownTest.Count)]) : split.Test.Length > 0 ? (data!, split.Test) : null;
                TrainedMember trained = Train(options, split, new TrialSeed(configs[i].Seed, configs[i].Trial, repeat), epoch => progress(new TrainingProgress(member, configs.Count, options.Epochs, epoch)), stop);
                if (test is var (testData, samples))
                {
                    trained = trained with { Test = trained.Model.Evaluate(testData, samples, out Predictions predicted) };
                    predictions.Add(predicted);
                }

                members.Add(trained);
            }

            return new TrainedEnsemble(members, test is var (scored, of) ? Score(members, predictions, scored, of) : null);
        }
        catch
        {
            members.ForEach(m => m.Model.Dispose());
            throw;
        }
    }

    private static Evaluation Score(List<TrainedMember> members, List<Predictions> predictions, Dataset test, int[] samples)
    {
        if (members.Count == 1)
        {
            return members[0].Test!;
        }

        var mean = Predictions.Average(predictions);
        bool isCrossEntropy = members.All(m => m.Model.Config is { Regression: false, Trainer.Loss: LossKind.SoftmaxCrossEntropy });
        return Evaluation.Of(mean, test, samples, isCrossEntropy ? Evaluation.CrossEntropy(mean, test, samples) : null);
    }

    private TrainedMember Train(TrainerOptions options, DataSplit split, TrialSeed seed, Action<EpochMetrics> progress, CancellationToken stop)
    {
        DataSplit all = split.WithoutValidation();
        EpochMetrics? last = null;
        using var loop = new TrainingLoop(options, data!, all, seed);
        foreach (EpochMetrics epoch in loop.Run())
        {
            if (!epoch.IsFinite)
            {
                throw new RunFailedException($"The training diverged in epoch {epoch.Epoch}: its loss is not a finite number. No model is saved.");
            }

            last = epoch;
            progress(epoch);
            stop.ThrowIfCancellationRequested();
        }

        ModelConfig config = ModelConfig.Of(options, data!, seed);
        try
        {
            return new TrainedMember(TrainedModel.Of(loop, config, ModelFolder.MetadataOf(config)), all.Training.Length, last!, null);
        }
        catch (ModelException e)
        {
            // The last step may have gone astray after the last loss was measured.
            throw new RunFailedException($"The training diverged in epoch {last!.Epoch}: {e.Message} No model is saved.", e);
        }
    }

    /// <summary>The options with absolute data paths. Data are read once where all members have the same.</summary>
    private TrainerOptions Load(TrainerConfig config)
    {
        TrainerOptions options = BuiltInTrainer.Read(config.Trainer);
        options = options with { Data = BuiltInTrainer.Found(options.Data, folder) };
        if (data is null || loaded!.Data != options.Data || loaded.Loss != options.Loss)
        {
            data = Dataset.Load(options);
            ownTest = Dataset.LoadTest(options, data);
            loaded = options;
        }

        return options with { Data = options.Data with { Fingerprint = data.Fingerprint } };
    }
}
