using HyperSearch.Numerics;
using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Tests.Kernels;

public sealed class SparseMatrixTests
{
    private static readonly (int Rows, int Inputs, int Outputs)[] Sizes =
    [
        (1, 1, 1), (8, 9, 3), (9, 8, 16), (17, 33, 17), (30, 130, 40), (8, 129, 48), (64, 100, 49), (100, 300, 70), (41, 73, 100), (74, 104, 104), (20, 65, 105), (129, 128, 113), (260, 20, 270),
    ];

    [Fact]
    public void Leaving_out_zeros_gives_the_bits_of_the_portable_kernels()
    {
        var random = new RandomStream(11, StreamPurpose.InitialWeights);
        MatrixKernels kernels = new Avx2Kernels(), portable = new PortableKernels();
        foreach ((int rows, int inputs, int outputs) in Sizes)
        {
            using var products = new LayerProducts(kernels, inputs, outputs, rows + 3);
            using Matrix y = new(rows, outputs), y2 = new(rows, outputs), dx = new(rows, inputs), dx2 = new(rows, inputs), dw = new(inputs, outputs), dw2 = new(inputs, outputs);
            foreach (double share in (double[])[0, 0.05, 0.2, 0.5, 0.7, 1])
            {
                using Matrix x = Random(rows, inputs, share, random), w = Random(inputs, outputs, 0.9, random), bias = Random(1, outputs, 0.5, random);
                using Matrix dy = Random(rows, outputs, share, random);
                for (int used = rows; used > 0; used -= 1 + (rows / 2))
                {
                    products.Forward(x, used, w, bias, y);
                    portable.Forward(x, used, w, bias, y2);
                    products.WeightGradient(x, dy, used, dw);
                    portable.WeightGradient(x, dy, used, dw2);
                    products.InputGradient(dy, used, w, dx);
                    portable.InputGradient(dy, used, w, dx2);
                    Assert.True(Bits(y).SequenceEqual(Bits(y2)), $"forward {used} x {inputs} x {outputs}, {share}");
                    Assert.True(Bits(dw).SequenceEqual(Bits(dw2)), $"weight gradient {inputs} x {used} x {outputs}, {share}");
                    Assert.True(Bits(dx).SequenceEqual(Bits(dx2)), $"input gradient {used} x {outputs} x {inputs}, {share}");
                }
            }
        }
    }

    [Fact]
    public void It_is_used_where_enough_numbers_are_zero_and_not_where_few_are()
    {
        var random = new RandomStream(12, StreamPurpose.InitialWeights);
        using var sparse = new SparseMatrix(50, 200);
        using Matrix digits = Random(50, 200, 0.2, random), dense = Random(50, 200, 0.9, random), w = Random(200, 30, 1, random), bias = new(1, 30), y = new(50, 30);
        Assert.False(sparse.Read(dense, 50, 30));
        Assert.True(sparse.Read(digits, 50, 30));
        Assert.True(sparse.Multiply(MatrixProduct.Forward(digits, 50, w, bias, y)));
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void A_weight_that_is_not_finite_is_met_by_the_zeros_too(float weight)
    {
        const int Rows = 10;
        using Matrix x = new(Rows, 20), w = new(20, 5), bias = new(1, 5), y = new(Rows, 5);
        x.Row(1)[3] = 1;
        w.Row(7)[2] = weight;
        using var products = new LayerProducts(new Avx2Kernels(), 20, 5, Rows);
        products.Forward(x, Rows, w, bias, y);
        for (int r = 0; r < Rows; r++)
            Assert.Equal([0f, 0f, float.NaN, 0f, 0f], y.Row(r).ToArray());
    }

    [Fact]
    public void A_sum_that_underflows_to_minus_zero_is_made_in_full()
    {
        // -1e-30 * 1e-30 rounds to -0, which the next term, 0 * 1, turns into +0.
        const int Rows = 9;
        using Matrix x = new(Rows, 8), w = new(8, 3), bias = new(1, 3), y = new(Rows, 3), y2 = new(Rows, 3);
        x.Row(0)[0] = 1e-30f;
        w.Row(0)[1] = -1e-30f;
        w.Row(1).Fill(1);
        bias.Row(0)[1] = -0f;
        using var sparse = new SparseMatrix(Rows, 8);
        Assert.True(sparse.Read(x, Rows, 3));
        Assert.False(sparse.Multiply(MatrixProduct.Forward(x, Rows, w, bias, y)));
        using var products = new LayerProducts(new Avx2Kernels(), 8, 3, Rows);
        products.Forward(x, Rows, w, bias, y);
        new PortableKernels().Forward(x, Rows, w, bias, y2);
        Assert.Equal(Bits(y2), Bits(y));
        Assert.Equal(0, BitConverter.SingleToInt32Bits(y.Row(0)[1]));
    }

    [Fact]
    public unsafe void What_lies_in_the_padding_is_not_read()
    {
        var random = new RandomStream(13, StreamPurpose.InitialWeights);
        using Matrix x = Random(6, 19, 0.3, random), w = Random(19, 4, 1, random), bias = new(1, 4), y = new(6, 4), y2 = new(6, 4);
        new PortableKernels().Forward(x, 6, w, bias, y2);
        for (int r = 0; r < 6; r++)
            new Span<float>(x.Data + (r * x.Stride) + 19, x.Stride - 19).Fill(0.5f);

        using var sparse = new SparseMatrix(6, 19);
        Assert.True(sparse.Read(x, 6, 4));
        Assert.True(sparse.Multiply(MatrixProduct.Forward(x, 6, w, bias, y)));
        Assert.Equal(Bits(y2), Bits(y));
    }

    private static Matrix Random(int rows, int columns, double share, RandomStream random)
    {
        var matrix = new Matrix(rows, columns);
        for (int r = 0; r < rows; r++)
        {
            foreach (ref float value in matrix.Row(r))
                value = random.NextUnit() < share ? (float)random.NextGaussian() : 0;
        }

        return matrix;
    }

    private static int[] Bits(Matrix matrix) => [.. Enumerable.Range(0, matrix.Rows).SelectMany(r => matrix.Row(r).ToArray()).Select(BitConverter.SingleToInt32Bits)];
}
