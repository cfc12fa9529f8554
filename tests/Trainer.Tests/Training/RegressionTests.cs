using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Training;

public sealed class RegressionTests
{
    private static readonly TrainerOptions Options = new()
    {
        Data = new DataOptions { Source = DataSourceKind.Npy, Path = "-", Normalize = FeatureScaling.Standard },
        Network = new NetworkOptions { Hidden = [20] },
        Loss = LossKind.MeanSquaredError,
        Optimizer = new OptimizerOptions { Type = OptimizerKind.Adam, LearningRate = 0.01 },
        BatchSize = 20,
        Epochs = 40,
    };

    [Fact]
    public void A_network_learns_a_function_and_reports_rmse_and_r2()
    {
        (Dataset data, DataSplit split) = Curve();
        using var loop = new TrainingLoop(Options, data, split, new TrialSeed(1, 0, 0));
        EpochMetrics last = loop.Run().Last();
        Assert.InRange(last.ValidationR2!.Value, 0.95, 1);
        Assert.Equal(Math.Sqrt(last.ValidationLoss), last.ValidationRmse);
        Assert.True(double.IsNaN(last.ValidationAccuracy) && last.IsFinite);
    }

    [Fact]
    public void Predicting_the_mean_has_an_r2_of_0_and_an_rmse_of_the_standard_deviation()
    {
        (Dataset data, DataSplit split) = Curve();
        using var loop = new TrainingLoop(Options with { Network = new NetworkOptions { Initializer = Initializer.Zeros }, Optimizer = new OptimizerOptions { LearningRate = 1e-30 }, Epochs = 1 }, data, split, new TrialSeed(1, 0, 0));
        double[] targets = [.. split.Validation.Select(i => (double)data.Targets.Span[i])];
        loop.Network.DenseLayers[^1].Biases.Values.Row(0)[0] = (float)targets.Average();
        EpochMetrics only = loop.Run().Single();
        Assert.Equal(0, only.ValidationR2!.Value, 1e-6);
        Assert.Equal(Math.Sqrt(targets.Average(t => Math.Pow(t - targets.Average(), 2))), only.ValidationRmse!.Value, 1e-6);
    }

    [Fact]
    public void Numbers_to_be_predicted_cannot_be_learnt_as_classes()
    {
        (Dataset data, DataSplit split) = Curve();
        Assert.Throws<DataException>(() => new TrainingLoop(Options with { Loss = LossKind.Hinge }, data, split, new TrialSeed(1, 0, 0)));
    }

    // y = x0^2 - 2 x1 with a third feature that does not matter.
    private static (Dataset Data, DataSplit Split) Curve()
    {
        float[] features = Samples.Clusters(200, 3, 1, spread: 1).Features.ToArray();
        float[] targets = [.. features.Chunk(3).Select(x => (x[0] * x[0]) - (2 * x[1]))];
        var data = new Dataset(features, new int[200], 3, 1) { Targets = targets };
        return (data, Samples.Split(data, 160));
    }
}
