using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Optimizers;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Tests.Layers;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Optimizers;

public sealed class PenaltyTests
{
    [Theory]
    [InlineData(OptimizerKind.Sgd, 0.05, 0.1)]
    [InlineData(OptimizerKind.Adam, 0.01, 1)]
    public void The_larger_the_L1_penalty_the_more_weights_are_exactly_zero(OptimizerKind kind, double rate, double largest)
    {
        double[] zeros = [.. new[] { 0, largest / 100, largest / 10, largest }.Select(Zeros)];
        Assert.Equal(0, zeros[0]);
        for (int i = 1; i < zeros.Length; i++)
            Assert.True(zeros[i] > zeros[i - 1], string.Join(", ", zeros));

        Assert.InRange(zeros[^1], 0.5, 1);

        double Zeros(double l1)
        {
            Dataset data = Samples.Clusters(120, 20, 4);
            var options = new TrainerOptions
            {
                Data = new DataOptions { Source = DataSourceKind.Digits },
                Network = new NetworkOptions { Hidden = [16] },
                Optimizer = new OptimizerOptions { Type = kind, LearningRate = rate, L1 = l1 },
                BatchSize = 10,
                Epochs = 20,
            };
            using var loop = new TrainingLoop(options, data, Samples.Split(data, 100), new TrialSeed(1, 0, 0));
            _ = loop.Run().Last();
            double[] weights = [.. loop.Network.DenseLayers.SelectMany(layer => DoubleNetwork.Numbers(layer.Weights.Values))];
            return weights.Count(w => w == 0) / (double)weights.Length;
        }
    }

    [Theory]
    [InlineData(1.5f, 1f)]
    [InlineData(-1.5f, -1f)]
    [InlineData(0.5f, 0f)]
    [InlineData(-0.25f, 0f)]
    [InlineData(0f, 0f)]
    [InlineData(float.NaN, float.NaN)]
    public unsafe void A_weight_moves_towards_zero_by_the_threshold_and_not_past_it(float weight, float expected)
    {
        using var matrix = new Matrix(1, 16);
        matrix.Row(0)[3] = weight;
        SoftThreshold.Apply(matrix.Data, 16, 0.5f);
        Assert.Equal(expected, matrix.Row(0)[3]);
        Assert.False(matrix.Row(0)[3] == 0 && float.IsNegative(matrix.Row(0)[3]));
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(13, 13)]
    [InlineData(1, 1)]
    public void A_gradient_longer_than_the_norm_is_shortened_to_it_and_keeps_its_direction(double maximum, double expected)
    {
        // 3-4-12: the norm of all parameters together is 13.
        using var a = new Parameter(2, 3, isPenalised: true);
        using var b = new Parameter(1, 20, isPenalised: false);
        (a.Gradient.Row(0)[0], a.Gradient.Row(1)[2], b.Gradient.Row(0)[17]) = (3, -4, 12);
        GradientNorm.Clip([a, b], maximum);
        double factor = Math.Min(expected, 13) / 13;
        Assert.Equal(3 * factor, a.Gradient.Row(0)[0], 1e-5);
        Assert.Equal(-4 * factor, a.Gradient.Row(1)[2], 1e-5);
        Assert.Equal(12 * factor, b.Gradient.Row(0)[17], 1e-5);
    }
}
