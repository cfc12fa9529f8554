using BenchmarkDotNet.Attributes;
using HyperSearch.Numerics;
using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Benchmarks;

/// <summary>The three products of a dense layer, full of numbers and with four of five inputs zero.</summary>
public class KernelBenchmarks
{
    private Matrix x = null!, w = null!, bias = null!, y = null!, dy = null!, dx = null!, dw = null!;
    private LayerProducts products = null!;

    [Params(100, 256, 1000)]
    public int Outputs { get; set; }

    [Params(0.2, 1)]
    public double Share { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        const int Rows = 128, Inputs = 784;
        x = Random(Rows, Inputs, Share);
        w = Random(Inputs, Outputs, 1);
        bias = Random(1, Outputs, 1);
        dy = Random(Rows, Outputs, 1);
        (y, dx, dw) = (new Matrix(Rows, Outputs), new Matrix(Rows, Inputs), new Matrix(Inputs, Outputs));
        products = new LayerProducts(KernelChoice.Current, Inputs, Outputs, Rows);
        Forward();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        foreach (Matrix matrix in (Matrix[])[x, w, bias, y, dy, dx, dw])
            matrix.Dispose();

        products.Dispose();
    }

    [Benchmark]
    public void Forward() => products.Forward(x, x.Rows, w, bias, y);

    [Benchmark]
    public void InputGradient() => products.InputGradient(dy, dy.Rows, w, dx);

    [Benchmark]
    public void WeightGradient() => products.WeightGradient(x, dy, dy.Rows, dw);

    internal static Matrix Random(int rows, int columns, double share)
    {
        var random = new RandomStream(1, StreamPurpose.InitialWeights);
        var matrix = new Matrix(rows, columns);
        for (int r = 0; r < rows; r++)
        {
            foreach (ref float value in matrix.Row(r))
                value = random.NextUnit() < share ? (float)random.NextGaussian() : 0;
        }

        return matrix;
    }
}
