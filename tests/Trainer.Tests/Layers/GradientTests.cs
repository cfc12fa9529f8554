using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Layers;

public sealed class GradientTests
{
    public static TheoryData<Activation, Initializer> Networks =>
        [.. from a in Enum.GetValues<Activation>() from i in Enum.GetValues<Initializer>() select (a, i)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_gradient_is_that_of_central_differences_in_double_precision(Activation activation, Initializer initializer)
    {
        Dataset data = Samples.Clusters(24, 9, 4);
        var options = new TrainerOptions
        {
            Data = new DataOptions { Source = DataSourceKind.Digits },
            Network = new NetworkOptions { Hidden = [17, 6], Activation = activation, Initializer = initializer, Std = 0.3 },
            Optimizer = new OptimizerOptions { LearningRate = 1e-30 },
            BatchSize = 20,
        };
        using var loop = new TrainingLoop(options, data, Samples.Split(data, 20), new TrialSeed(3, 0, 0));
        var oracle = new DoubleNetwork(loop.Network, activation);
        loop.TrainBatch([.. Enumerable.Range(0, 20)]);
        ReadOnlyMemory<float> features = data.Features[..(20 * 9)];
        ReadOnlyMemory<int> labels = data.Labels[..20];
        for (int p = 0; p < oracle.Parameters.Length; p++)
        {
            double[] values = oracle.Parameters[p], gradient = DoubleNetwork.Numbers(loop.Network.Parameters[p].Gradient);
            double error = 0, norm = 0;
            for (int i = 0; i < values.Length; i++)
            {
                const double Step = 1e-6;
                double kept = values[i];
                values[i] = kept + Step;
                double above = oracle.Loss(features.Span, labels.Span);
                values[i] = kept - Step;
                double expected = (above - oracle.Loss(features.Span, labels.Span)) / (2 * Step);
                values[i] = kept;
                error += (gradient[i] - expected) * (gradient[i] - expected);
                norm += expected * expected;
            }

            Assert.True(Math.Sqrt(error) <= (1e-5 * Math.Sqrt(norm)) + 1e-8, $"parameter {p}: {Math.Sqrt(error)} of {Math.Sqrt(norm)}");
        }
    }
}
