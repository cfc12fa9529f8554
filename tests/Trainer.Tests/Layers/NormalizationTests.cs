using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Layers;

namespace HyperSearch.Trainer.Tests.Layers;

public sealed class NormalizationTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(7, 8)]
    [InlineData(33, 17)]
    [InlineData(5, 100)]
    public void Batch_normalisation_gives_each_column_mean_0_and_variance_1_and_averages_what_it_saw(int rows, int units)
    {
        using var layer = new BatchNormalizationLayer(units, rows);
        using Matrix input = Filled(rows, units);
        layer.TrainedStep = 0;
        Matrix output = layer.Forward(input, rows);
        for (int c = 0; c < units; c++)
        {
            double[] x = [.. Enumerable.Range(0, rows).Select(r => (double)input.Row(r)[c])], y = [.. Enumerable.Range(0, rows).Select(r => (double)output.Row(r)[c])];
            double mean = x.Average(), variance = x.Average(v => (v - mean) * (v - mean));
            Assert.Equal(0, y.Average(), 1e-5);
            Assert.Equal(variance / (variance + 1e-5), y.Average(v => v * v), 1e-4);
            Assert.Equal(0.1 * mean, layer.RunningMean.Row(0)[c], 1e-6);
            Assert.Equal(rows == 1 ? 1 : 0.9 + (0.1 * variance * rows / (rows - 1)), layer.RunningVariance.Row(0)[c], 1e-5);
        }
    }

    [Fact]
    public void In_evaluation_batch_normalisation_uses_the_averages_and_a_row_does_not_depend_on_the_others()
    {
        using var layer = new BatchNormalizationLayer(5, 4);
        using Matrix input = Filled(4, 5);
        layer.TrainedStep = 0;
        layer.Forward(input, 4);
        layer.TrainedStep = null;
        float[] among = layer.Forward(input, 4).Row(0).ToArray(), alone = layer.Forward(input, 1).Row(0).ToArray();
        Assert.Equal(among, alone);
        double expected = (input.Row(0)[2] - layer.RunningMean.Row(0)[2]) / Math.Sqrt(layer.RunningVariance.Row(0)[2] + 1e-5);
        Assert.Equal(expected, alone[2], 1e-6);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(2, 16)]
    [InlineData(4, 37)]
    public unsafe void Layer_normalisation_gives_each_row_mean_0_and_variance_1_whatever_the_padding_holds(int rows, int units)
    {
        using var layer = new LayerNormalizationLayer(units, rows);
        using Matrix input = Filled(rows, units);
        for (int r = 0; r < rows; r++)
            new Span<float>(input.Data + (r * input.Stride) + units, input.Stride - units).Fill(7);

        Matrix output = layer.Forward(input, rows);
        for (int r = 0; r < rows; r++)
        {
            double[] x = [.. input.Row(r).ToArray().Select(v => (double)v)], y = [.. output.Row(r).ToArray().Select(v => (double)v)];
            double mean = x.Average(), variance = x.Average(v => (v - mean) * (v - mean));
            Assert.Equal(0, y.Average(), 1e-5);
            Assert.Equal(variance / (variance + 1e-5), y.Average(v => v * v), 1e-4);
        }
    }

    private static Matrix Filled(int rows, int units)
    {
        var random = new HyperSearch.Numerics.RandomStream(5, HyperSearch.Numerics.StreamPurpose.Digits);
        var matrix = new Matrix(rows, units);
        for (int r = 0; r < rows; r++)
        {
            foreach (ref float v in matrix.Row(r))
                v = (float)(3 + (2 * random.NextGaussian()));
        }

        return matrix;
    }
}
