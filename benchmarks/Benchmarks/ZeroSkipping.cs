using HyperSearch.Numerics;
using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Benchmarks;

/// <summary>The three products of a dense layer with and without leaving out zero terms, by the share of numbers that are not zero; medians of CPU time.</summary>
internal static class ZeroSkipping
{
    private static readonly (int Rows, int Inputs, int Outputs)[] Layers = [(100, 784, 100), (100, 100, 100), (128, 784, 256), (128, 256, 256), (256, 784, 1000), (256, 1000, 1000)];
    private static readonly double[] Shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];

    public static void Run(int turns)
    {
        Console.WriteLine("Time of the full product over time of the product that skips zeros: forward / dX / dW");
        Console.WriteLine("| layer, batch | " + string.Join(" | ", Shares.Select(s => $"{s:p0}")) + " |\n| --- |" + string.Concat(Shares.Select(_ => " --- |")));
        foreach ((int rows, int inputs, int outputs) in Layers)
        {
            string line = $"| {inputs}-{outputs}, {rows} |";
            foreach (double share in Shares)
                line += " " + string.Join(" / ", Measure(rows, inputs, outputs, share, turns).Select(r => $"{r:f2}")) + " |";

            Console.WriteLine(line);
        }
    }

    private static double[] Measure(int rows, int inputs, int outputs, double share, int turns)
    {
        var random = new RandomStream(1, StreamPurpose.InitialWeights);
        using Matrix x = Random(rows, inputs, share, random), w = Random(inputs, outputs, 1, random), dy = Random(rows, outputs, share, random), bias = new(1, outputs);
        using Matrix y = new(rows, outputs), dx = new(rows, inputs), dw = new(inputs, outputs);
        MatrixKernels kernels = KernelChoice.Current;
        using var skipping = new LayerProducts(kernels, inputs, outputs, rows);
        skipping.Forward(x, rows, w, bias, y);
        (Action Full, Action Skipping)[] pairs =
        [
            (() => kernels.Forward(x, rows, w, bias, y), () => skipping.Forward(x, rows, w, bias, y)),
            (() => kernels.InputGradient(dy, rows, w, dx), () => skipping.InputGradient(dy, rows, w, dx)),
            (() => kernels.WeightGradient(x, dy, rows, dw), () => skipping.WeightGradient(x, dy, rows, dw)),
        ];
        int repeats = (int)Math.Clamp(5e7 / (2.0 * rows * inputs * outputs), 1, 1000);
        return [.. pairs.Select(pair => ProductSpeed.Compare(pair.Full, pair.Skipping, repeats, turns)).Select(times => times.First / times.Second)];
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
}
