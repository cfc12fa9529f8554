using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Layers;

/// <summary>Every layer, loss and penalty and their combinations against central differences of <see cref="DoubleNetwork"/>.</summary>
public sealed class GradientTests
{
    private const int Rows = 20, Inputs = 9;

    private static readonly Dataset Data = Samples.Clusters(24, Inputs, 4);

    public static TheoryData<Activation, Initializer> Networks =>
        [.. from a in Enum.GetValues<Activation>() from i in Enum.GetValues<Initializer>() select (a, i)];

    public static TheoryData<Activation, LossKind, Normalization, NormalizationPlacement, double> Combinations =>
        [.. from a in Enum.GetValues<Activation>() from l in Enum.GetValues<LossKind>() from n in Enum.GetValues<Normalization>()
            from p in Enum.GetValues<NormalizationPlacement>() from d in new[] { 0, 0.3 } select (a, l, n, p, d)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_gradient_is_that_of_central_differences_in_double_precision(Activation activation, Initializer initializer) =>
        Check(new NetworkOptions { Activation = activation, Initializer = initializer, Std = 0.3 }, LossKind.SoftmaxCrossEntropy);

    [Theory]
    [MemberData(nameof(Combinations))]
    public void So_it_is_in_every_combination(Activation activation, LossKind loss, Normalization normalization, NormalizationPlacement placement, double dropout) =>
        Check(new NetworkOptions { Activation = activation, Normalization = normalization, NormalizationPlacement = placement, Dropout = dropout, Slope = 0.2, Alpha = 0.7 }, loss);

    [Theory]
    [InlineData(Normalization.None)]
    [InlineData(Normalization.Batch)]
    public void With_weight_decay_the_step_goes_along_the_gradient_of_loss_and_penalty(Normalization normalization)
    {
        // A plain step at rate 1 from weights w ends at w - gradient.
        TrainerOptions options = Options(new NetworkOptions { Activation = Activation.Tanh, Normalization = normalization }, LossKind.SoftmaxCrossEntropy) with
        {
            Optimizer = new OptimizerOptions { LearningRate = 1, WeightDecay = 0.1 },
        };
        using var loop = new TrainingLoop(options, Data, Samples.Split(Data, Rows), new TrialSeed(3, 0, 0));
        double[][] before = [.. loop.Network.Parameters.Select(p => DoubleNetwork.Numbers(p.Values))];
        var oracle = new DoubleNetwork(loop.Network, options);
        loop.TrainBatch([.. Enumerable.Range(0, Rows)]);
        Compare(oracle, p => [.. before[p].Zip(DoubleNetwork.Numbers(loop.Network.Parameters[p].Values), (a, b) => a - b)], 1e-4);
    }

    private static void Check(NetworkOptions network, LossKind loss)
    {
        TrainerOptions options = Options(network, loss);
        using var loop = new TrainingLoop(options, Data, Samples.Split(Data, Rows), new TrialSeed(3, 0, 0));
        var oracle = new DoubleNetwork(loop.Network, options);
        loop.TrainBatch([.. Enumerable.Range(0, Rows)]);
        Compare(oracle, p => DoubleNetwork.Numbers(loop.Network.Parameters[p].Gradient), 2e-5);
    }

    private static TrainerOptions Options(NetworkOptions network, LossKind loss) => new()
    {
        Data = new DataOptions { Source = DataSourceKind.Digits },
        Network = network with { Hidden = [17, 6] },
        Loss = loss,
        Optimizer = new OptimizerOptions { LearningRate = 1e-30 },
        BatchSize = Rows,
    };

    private static void Compare(DoubleNetwork oracle, Func<int, double[]> gradientOf, double tolerance)
    {
        ReadOnlyMemory<float> features = Data.Features[..(Rows * Inputs)];
        ReadOnlyMemory<int> labels = Data.Labels[..Rows];
        for (int p = 0; p < oracle.Parameters.Length; p++)
        {
            double[] values = oracle.Parameters[p], gradient = gradientOf(p);
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

            // Some gradients are zero, such as a bias's before batch normalisation.
            Assert.True(Math.Sqrt(error) <= (tolerance * Math.Sqrt(norm)) + 3e-7, $"parameter {p}: {Math.Sqrt(error)} of {Math.Sqrt(norm)}");
        }
    }
}
