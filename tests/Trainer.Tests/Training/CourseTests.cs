using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Training;

/// <summary>The orderings that "Deep Learning from Scratch" shows in chapter 6, on drawn digits, each over three seeds; the studies show them on MNIST.</summary>
public sealed class CourseTests
{
    private static readonly Dataset Digits = Dataset.Load(new DataOptions { Source = DataSourceKind.Digits, Samples = 1500 });

    private static readonly TrainerOptions Deep = new()
    {
        Data = new DataOptions { Source = DataSourceKind.Digits },
        Network = new NetworkOptions { Hidden = [100, 100, 100, 100] },
        Optimizer = new OptimizerOptions { LearningRate = 0.01 },
        BatchSize = 100,
        Epochs = 6,
    };

    [Fact]
    public void Adagrad_and_adam_are_ahead_of_sgd_after_as_many_epochs()
    {
        // The book's rates (section 6.1.8): .01 for sgd and adagrad, .001 for adam.
        double sgd = TrainLoss(Deep), adagrad = TrainLoss(With(OptimizerKind.Adagrad, 0.01)), adam = TrainLoss(With(OptimizerKind.Adam, 0.001));
        Assert.True(adagrad < 0.7 * sgd && adam < 0.7 * sgd, $"adagrad {adagrad}, adam {adam}, sgd {sgd}");

        static TrainerOptions With(OptimizerKind kind, double rate) => Deep with { Optimizer = new OptimizerOptions { Type = kind, LearningRate = rate } };
    }

    [Fact]
    public void He_is_ahead_of_xavier_and_xavier_of_small_normal_weights_where_units_are_rectified()
    {
        double he = TrainLoss(With(Initializer.He)), xavier = TrainLoss(With(Initializer.Xavier)), small = TrainLoss(With(Initializer.Normal));
        Assert.True(he < 0.95 * xavier && xavier < 0.95 * small, $"he {he}, xavier {xavier}, normal(0.01) {small}");

        static TrainerOptions With(Initializer initializer) => Deep with { Network = Deep.Network with { Initializer = initializer, Std = 0.01 }, Optimizer = Deep.Optimizer with { LearningRate = 0.05 }, Epochs = 10 };
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.01)]
    [InlineData(0.03)]
    public void Batch_normalisation_learns_at_scales_of_the_initial_weights_where_the_plain_network_does_not(double std)
    {
        double plain = TrainLoss(With(Normalization.None)), normalised = TrainLoss(With(Normalization.Batch));
        Assert.True(plain > 0.97 * Math.Log(10) && normalised < 0.8 * Math.Log(10), $"plain {plain}, normalised {normalised}");

        TrainerOptions With(Normalization normalization) =>
            Deep with { Network = Deep.Network with { Initializer = Initializer.Normal, Std = std, Normalization = normalization }, Optimizer = Deep.Optimizer with { LearningRate = 0.03 } };
    }

    [Fact]
    public void Weight_decay_and_dropout_close_the_gap_between_what_is_learnt_and_what_is_known()
    {
        // The book's seven layers; a weight decay of 0.1 keeps the network from knowing the training part, dropout makes it know the rest better.
        TrainerOptions plain = Deep with { Network = Deep.Network with { Hidden = [100, 100, 100, 100, 100, 100] }, Optimizer = new OptimizerOptions { LearningRate = 0.05 }, Epochs = 200 };
        (double Gap, double Known) none = Gap(plain), decayed = Gap(plain with { Optimizer = plain.Optimizer with { WeightDecay = 0.1 } }), dropped = Gap(plain with { Network = plain.Network with { Dropout = 0.1 } });
        Assert.True(none.Gap > 0.15 && decayed.Gap < 0.6 * none.Gap, $"none {none}, weight decay {decayed}");
        Assert.True(dropped.Gap < none.Gap && dropped.Known > none.Known, $"none {none}, dropout {dropped}");
    }

    private static double TrainLoss(TrainerOptions options) => Enumerable.Range(0, 3).Average(seed => Last(options, seed, 1000).TrainLoss);

    // Three hundred samples, four hidden layers: what is learnt by heart. Both parts are scored by the whole network: while it is trained with dropout it knows less than it has learnt.
    private static (double Gap, double Known) Gap(TrainerOptions options)
    {
        double gap = 0, known = 0;
        for (int seed = 0; seed < 3; seed++)
        {
            DataSplit split = Samples.Split(Digits, 300);
            using var loop = new TrainingLoop(options, Digits, split, new TrialSeed(1, seed, 0));
            double accuracy = loop.Run().Last().ValidationAccuracy;
            known += accuracy / 3;
            gap += ((loop.Score(split.Training).Correct / 300.0) - accuracy) / 3;
        }

        return (gap, known);
    }

    private static EpochMetrics Last(TrainerOptions options, int seed, int training)
    {
        using var loop = new TrainingLoop(options, Digits, Samples.Split(Digits, training), new TrialSeed(1, seed, 0));
        return loop.Run().Last();
    }
}
