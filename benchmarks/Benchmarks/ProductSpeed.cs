using HyperSearch.Numerics;
using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Benchmarks;

/// <summary>The three products of a dense layer beside OpenBLAS's on the same numbers, taking turns in one process on one thread; medians of CPU time.</summary>
internal static unsafe class ProductSpeed
{
    private static readonly (int Inputs, int Outputs)[] Layers = [(784, 50), (784, 100), (784, 256), (784, 1000), (100, 100), (256, 256), (1000, 1000), (256, 10)];
    private static readonly int[] Batches = [32, 100, 128, 256, 500];
    private static readonly string[] Families = ["forward", "dX", "dW"];

    public static void Run(int turns, string only)
    {
        OpenBlas.SetThreads(1);
        Console.WriteLine($"kernels {KernelChoice.Current.Name}; OpenBLAS: {OpenBlas.Description}; {turns} turns");
        Console.WriteLine("| layer | batch | " + string.Join(" | ", Families.Select(f => $"{f}: GFLOP/s | OpenBLAS | ratio")) + " |");
        Console.WriteLine("| --- | --- |" + string.Concat(Enumerable.Repeat(" --- | --- | --- |", 3)));
        var ratios = new List<double>[] { [], [], [] };
        foreach ((int inputs, int outputs) in Layers)
        {
            foreach (int rows in Batches)
            {
                if (only.Length > 0 && !only.Split(",").Contains($"{inputs}-{outputs}x{rows}"))
                    continue;

                string line = $"| {inputs}-{outputs} | {rows} |";
                for (int f = 0; f < Families.Length; f++)
                {
                    (double ours, double theirs) = Measure(f, rows, inputs, outputs, turns);
                    ratios[f].Add(ours / theirs);
                    line += $" {ours:f1} | {theirs:f1} | {ours / theirs:f2} |";
                }

                Console.WriteLine(line);
            }
        }

        Console.WriteLine($"geometric means: {string.Join(", ", Families.Select((f, i) => $"{f} {Mean(ratios[i]):f3}"))}, all {Mean(ratios.SelectMany(r => r)):f3}");
    }

    /// <summary>Median seconds of CPU time of two things that take turns.</summary>
    public static (double First, double Second) Compare(Action first, Action second, int repeats, int turns)
    {
        List<double> a = [], b = [];
        for (int turn = 0; turn <= turns; turn++)
        {
            a.Add(Time(first, repeats));
            b.Add(Time(second, repeats));
        }

        // The first turn warms up.
        return (a.Skip(1).Order().ElementAt(turns / 2), b.Skip(1).Order().ElementAt(turns / 2));
    }

    private static double Mean(IEnumerable<double> ratios) => Math.Exp(ratios.Average(Math.Log));

    private static (double Ours, double Theirs) Measure(int family, int rows, int inputs, int outputs, int turns)
    {
        var random = new RandomStream(1, StreamPurpose.InitialWeights);
        using Matrix x = Random(rows, inputs, random), w = Random(inputs, outputs, random), dy = Random(rows, outputs, random), bias = new(1, outputs);
        using Matrix y = new(rows, outputs), dx = new(rows, inputs), dw = new(inputs, outputs);
        float[] plainX = Plain(x), plainW = Plain(w), plainDy = Plain(dy), result = new float[Math.Max(rows * Math.Max(inputs, outputs), inputs * outputs)];
        fixed (float* px = plainX, pw = plainW, pdy = plainDy, pr = result)
        {
            float* fx = px, fw = pw, fdy = pdy, fr = pr;
            MatrixKernels kernels = KernelChoice.Current;
            Action ours = family switch
            {
                0 => () => kernels.Forward(x, rows, w, bias, y),
                1 => () => kernels.InputGradient(dy, rows, w, dx),
                _ => () => kernels.WeightGradient(x, dy, rows, dw),
            };
            Action theirs = family switch
            {
                0 => () => OpenBlas.Multiply(false, false, rows, outputs, inputs, fx, fw, fr),
                1 => () => OpenBlas.Multiply(false, true, rows, inputs, outputs, fdy, fw, fr),
                _ => () => OpenBlas.Multiply(true, false, inputs, outputs, rows, fx, fdy, fr),
            };
            double flops = 2.0 * rows * inputs * outputs;
            int repeats = (int)Math.Clamp(1e8 / flops, 1, 1000);
            (double first, double second) = Compare(ours, theirs, repeats, turns);
            return (flops / first / 1e9, flops / second / 1e9);
        }
    }

    private static double Time(Action product, int repeats)
    {
        double start = CpuClock.Seconds;
        for (int i = 0; i < repeats; i++)
            product();

        return (CpuClock.Seconds - start) / repeats;
    }

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

    private static float[] Plain(Matrix matrix)
    {
        float[] plain = new float[matrix.Rows * matrix.Columns];
        for (int r = 0; r < matrix.Rows; r++)
            matrix.Row(r).CopyTo(plain.AsSpan(r * matrix.Columns));

        return plain;
    }
}
