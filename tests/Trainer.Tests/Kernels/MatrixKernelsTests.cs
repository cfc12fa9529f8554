using HyperSearch.Numerics;
using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Tests.Kernels;

public sealed class MatrixKernelsTests
{
    private static readonly int[] Rows = [.. Enumerable.Range(1, 14), 24, 100];
    private static readonly int[] Columns = [1, 7, 15, 16, 17, 31, 32, 33, 48, 64, 70];
    private static readonly int[] Depths = [1, 2, 3, 16, 37];

    // 512-bit vectors are made of narrower ones where the processor has none: slow, but the same code.
    public static TheoryData<string> Vectorised => ["avx2", "avx512"];

    [Theory]
    [MemberData(nameof(Vectorised))]
    public void Every_remainder_of_every_tile_has_the_bits_of_the_portable_kernels(string name)
    {
        MatrixKernels kernels = Make(name), portable = new PortableKernels();
        var random = new RandomStream(5, StreamPurpose.InitialWeights);
        foreach (int rows in Rows)
        {
            foreach (int columns in Columns)
            {
                foreach (int depth in Depths)
                {
                    using Matrix x = Random(rows, depth, random), w = Random(depth, columns, random), bias = Random(1, columns, random);
                    using Matrix dy = Random(rows, columns, random);
                    using Matrix y = new(rows, columns), y2 = new(rows, columns), dx = new(rows, depth), dx2 = new(rows, depth), dw = new(depth, columns), dw2 = new(depth, columns);
                    kernels.Forward(x, rows, w, bias, y);
                    portable.Forward(x, rows, w, bias, y2);
                    kernels.InputGradient(dy, rows, w, dx);
                    portable.InputGradient(dy, rows, w, dx2);
                    kernels.WeightGradient(x, dy, rows, dw);
                    portable.WeightGradient(x, dy, rows, dw2);
                    Assert.True(Bits(y).SequenceEqual(Bits(y2)), $"forward {rows} x {depth} x {columns}");
                    Assert.True(Bits(dx).SequenceEqual(Bits(dx2)), $"input gradient {rows} x {columns} x {depth}");
                    Assert.True(Bits(dw).SequenceEqual(Bits(dw2)), $"weight gradient {depth} x {rows} x {columns}");
                }
            }
        }
    }

    [Theory]
    [InlineData("avx2", 2100, 40, 3)]
    [InlineData("avx2", 20, 300, 50)]
    [InlineData("avx2", 60, 1, 500)]
    [InlineData("avx2", 400, 55, 130)]
    [InlineData("avx512", 1010, 40, 30)]
    [InlineData("avx512", 3, 40, 1100)]
    public void Parts_of_k_blocks_of_rows_and_copied_panels_do_not_change_the_bits(string name, int depth, int rows, int columns)
    {
        MatrixKernels kernels = Make(name), portable = new PortableKernels();
        var random = new RandomStream(8, StreamPurpose.InitialWeights);
        using Matrix x = Random(rows, depth, random), w = Random(depth, columns, random), bias = Random(1, columns, random), dy = Random(rows, columns, random);
        using Matrix y = new(rows, columns), y2 = new(rows, columns), dx = new(rows, depth), dx2 = new(rows, depth), dw = new(depth, columns), dw2 = new(depth, columns);
        kernels.Forward(x, rows, w, bias, y);
        portable.Forward(x, rows, w, bias, y2);
        kernels.InputGradient(dy, rows, w, dx);
        portable.InputGradient(dy, rows, w, dx2);
        kernels.WeightGradient(x, dy, rows, dw);
        portable.WeightGradient(x, dy, rows, dw2);
        Assert.True(Bits(y).SequenceEqual(Bits(y2)), "forward");
        Assert.True(Bits(dx).SequenceEqual(Bits(dx2)), "input gradient");
        Assert.True(Bits(dw).SequenceEqual(Bits(dw2)), "weight gradient");
    }

    [Fact]
    public void The_portable_kernels_agree_with_sums_in_double_precision()
    {
        var portable = new PortableKernels();
        var random = new RandomStream(6, StreamPurpose.InitialWeights);
        foreach (int rows in Rows)
        {
            const int Depth = 37, Columns = 21;
            using Matrix x = Random(rows, Depth, random), w = Random(Depth, Columns, random), bias = Random(1, Columns, random), dy = Random(rows, Columns, random);
            using Matrix y = new(rows, Columns), dx = new(rows, Depth), dw = new(Depth, Columns);
            portable.Forward(x, rows, w, bias, y);
            portable.InputGradient(dy, rows, w, dx);
            portable.WeightGradient(x, dy, rows, dw);
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < Columns; c++)
                    Assert.Equal(bias.Row(0)[c] + Sum(Depth, k => (double)x.Row(r)[k] * w.Row(k)[c]), y.Row(r)[c], 2e-5);

                for (int k = 0; k < Depth; k++)
                    Assert.Equal(Sum(Columns, c => (double)dy.Row(r)[c] * w.Row(k)[c]), dx.Row(r)[k], 2e-5);
            }

            for (int k = 0; k < Depth; k++)
            {
                for (int c = 0; c < Columns; c++)
                    Assert.Equal(Sum(rows, r => (double)x.Row(r)[k] * dy.Row(r)[c]), dw.Row(k)[c], 5e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Vectorised))]
    public void A_product_without_terms_is_the_bias(string name)
    {
        using Matrix x = new(8, 1), w = new(0, 20), bias = Random(1, 20, new RandomStream(1, StreamPurpose.Split)), y = new(8, 20);
        Make(name).Forward(x, 8, w, bias, y);
        for (int r = 0; r < 8; r++)
            Assert.Equal(bias.Row(0).ToArray(), y.Row(r).ToArray());
    }

    [Theory]
    [MemberData(nameof(Vectorised))]
    public void Rows_beyond_those_asked_for_are_left_alone(string name)
    {
        var random = new RandomStream(9, StreamPurpose.InitialWeights);
        using Matrix x = Random(20, 5, random), w = Random(5, 40, random), bias = new(1, 40), y = Random(20, 40, random);
        float[] before = y.Row(13).ToArray();
        Make(name).Forward(x, 13, w, bias, y);
        Assert.Equal(before, y.Row(13).ToArray());
    }

    [Fact]
    public void The_environment_variable_forces_a_path_or_says_what_is_allowed()
    {
        Assert.Equal("portable", KernelChoice.Choose("portable").Name);
        Assert.Contains(KernelChoice.Choose(null).Name, (string[])["portable", "avx2", "avx512"]);
        Assert.Contains("portable, avx2 and avx512", Assert.Throws<InstructionSetException>(() => KernelChoice.Choose("sse")).Message, StringComparison.Ordinal);
    }

    private static MatrixKernels Make(string name) => name == "avx2" ? new Avx2Kernels() : new Avx512Kernels();

    private static Matrix Random(int rows, int columns, RandomStream random)
    {
        var matrix = new Matrix(rows, columns);
        for (int r = 0; r < rows; r++)
        {
            foreach (ref float value in matrix.Row(r))
                value = (float)random.NextGaussian();
        }

        return matrix;
    }

    private static int[] Bits(Matrix matrix) => [.. Enumerable.Range(0, matrix.Rows).SelectMany(r => matrix.Row(r).ToArray()).Select(BitConverter.SingleToInt32Bits)];

    private static double Sum(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);
}
