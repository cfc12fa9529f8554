using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Layers;

namespace HyperSearch.Trainer.Tests.Layers;

public sealed class DropoutTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_share_of_the_numbers_is_left_out_and_the_others_are_scaled_up(double share)
    {
        float[] output = Run(share, step: 0);
        Assert.All(output, v => Assert.True(v == 0 || v == (float)(1 / (1 - share)), $"{v}"));
        double left = output.Count(v => v == 0) / (double)output.Length;
        Assert.Equal(share, left, 4 * Math.Sqrt(share * (1 - share) / output.Length));
    }

    [Fact]
    public void The_mask_is_a_function_of_key_and_step()
    {
        Assert.Equal(Run(0.5, step: 3), Run(0.5, step: 3));
        Assert.NotEqual(Run(0.5, step: 3), Run(0.5, step: 4));
        Assert.NotEqual(Run(0.5, step: 3), Run(0.5, step: 3, key: 9));
    }

    [Fact]
    public void In_evaluation_everything_passes() => Assert.All(Run(0.5, step: null), v => Assert.Equal(1, v));

    private static float[] Run(double share, int? step, ulong key = 1)
    {
        const int Rows = 200, Units = 37;
        using var layer = new DropoutLayer(Units, Rows, share) { Key = key, TrainedStep = step };
        using var input = new Matrix(Rows, Units);
        for (int r = 0; r < Rows; r++)
            input.Row(r).Fill(1);

        Matrix output = layer.Forward(input, Rows);
        return [.. Enumerable.Range(0, Rows).SelectMany(r => output.Row(r).ToArray())];
    }
}
