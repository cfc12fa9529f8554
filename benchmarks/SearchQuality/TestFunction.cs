using HyperSearch.Search.Spaces;

namespace HyperSearch.Benchmarks.SearchQuality;

/// <summary>What is minimised: its space, its noiseless value at some numbers, its minimum and the standard deviation of its noise.</summary>
internal sealed record TestFunction(string Name, Space Space, Func<double[], double> Value, double Minimum, double Noise = 0)
{
    private static readonly double[] Alpha = [1.0, 1.2, 3.0, 3.2];
    private static readonly double[][] A3 = [[3, 10, 30], [.1, 10, 35], [3, 10, 30], [.1, 10, 35]];
    private static readonly double[][] P3 = [[.3689, .1170, .2673], [.4699, .4387, .7470], [.1091, .8732, .5547], [.0381, .5743, .8828]];
    private static readonly double[][] A6 = [[10, 3, 17, 3.5, 1.7, 8], [.05, 10, 17, .1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, .05, 10, .1, 14]];
    private static readonly double[][] P6 =
    [
        [.1312, .1696, .5569, .0124, .8283, .5886], [.2329, .4135, .8307, .3736, .1004, .9991], [.2348, .1451, .3522, .2883, .3047, .6650], [.4047, .8828, .8732, .5743, .1091, .0381],
    ];

    /// <summary>The seven functions, in the order of the tables.</summary>
    public static IReadOnlyList<TestFunction> All { get; } =
    [
        new("lrwd", Box(Scale.Log, (1e-6, 1e-1), (1e-8, 1e-2)), LrWd, 0.5, 0.01),
        new("lrwdq", Box(Scale.Log, (1e-6, 1e-1), (1e-8, 1e-2)), LrWdQuadratic, 0.5, 0.01),
        new("branin", Box(Scale.Linear, (-5, 10), (0, 15)), Branin, 0.39788735772973816),
        new("rosen2", Box(Scale.Linear, (-2, 2.5), (-2, 2.5)), Rosenbrock, 0.0),
        new("hart3", Box(Scale.Linear, (0, 1), (0, 1), (0, 1)), x => Hartmann(x, A3, P3), -3.86278214782076),
        new("hart6", Box(Scale.Linear, (0, 1), (0, 1), (0, 1), (0, 1), (0, 1), (0, 1)), x => Hartmann(x, A6, P6), -3.32236801141551),
        new("ackley2", Box(Scale.Linear, (-5, 10), (-5, 10)), Ackley, 0.0),
    ];

    /// <summary>Quadratic bowls whose optimum lies outside the first range in some dimensions, so many widths of it (negative: below), but inside the limits; the other dimensions have it inside, or no influence.</summary>
    public static IReadOnlyList<TestFunction> Planted { get; } =
    [
        Plant("near1", [1.1, double.NaN]),
        Plant("half1", [1.4, double.NaN]),
        Plant("below1", [-0.4, double.NaN]),
        Plant("far1", [1.8, double.NaN]),
        Plant("half2", [1.4, 0.4]),
        Plant("corner2", [1.3, -0.3]),
        Plant("half4", [1.4, 0.4, 0.7, double.NaN]),
        Plant("noisy1", [1.4, double.NaN], 0.05),
        Plant("inside2", [0.9, 0.4]),
    ];

    /// <summary>The value with its noise for this trial of this run.</summary>
    public double Observe(double[] x, int seed, int trial) => Value(x) + (Noise == 0 ? 0 : Noise * Gauss((ulong)(1000 + seed), (ulong)trial));

    /// <summary>The k-th standard normal number of a seed (Box and Muller, the cosine half).</summary>
    public static double Gauss(ulong seed, ulong k) => Math.Sqrt(-2.0 * Math.Log(Uniform(seed, 2 * k))) * Math.Cos(2.0 * Math.PI * Uniform(seed, (2 * k) + 1));

    private static double Uniform(ulong seed, ulong k) => ((SplitMix64(SplitMix64(seed) + k) >> 11) + 0.5) / (1UL << 53);

    private static ulong SplitMix64(ulong x)
    {
        ulong z = x + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static double LrWd(double[] x)
    {
        (double u, double v) = (Math.Log10(x[0]) + 2.7, Math.Log10(x[1]) + 4.0);
        return 2.0 - (1.5 * Math.Exp(-((u * u / 1.28) + (v * v / 4.5) + (0.25 * u * v)))) + Wall(u);
    }

    private static double LrWdQuadratic(double[] x)
    {
        (double u, double v) = (Math.Log10(x[0]) + 2.7, Math.Log10(x[1]) + 4.0);
        return 0.5 + (0.12 * u * u) + (0.03 * v * v) + (0.04 * u * v) + Wall(u);
    }

    private static double Wall(double u) => u > 1.2 ? 3.0 * (u - 1.2) * (u - 1.2) : 0.0;

    private static double Branin(double[] x)
    {
        (double a, double b) = (x[0], x[1]);
        double bowl = b - (5.1 / (4 * Math.PI * Math.PI) * a * a) + (5 / Math.PI * a) - 6;
        return (bowl * bowl) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(a)) + 10;
    }

    private static double Rosenbrock(double[] x) => (100 * (x[1] - (x[0] * x[0])) * (x[1] - (x[0] * x[0]))) + ((1 - x[0]) * (1 - x[0]));

    private static double Ackley(double[] x) =>
        (-20 * Math.Exp(-0.2 * Math.Sqrt(x.Sum(t => t * t) / 2))) - Math.Exp(x.Sum(t => Math.Cos(2 * Math.PI * t)) / 2) + 20 + Math.E;

    private static double Hartmann(double[] x, double[][] a, double[][] c) =>
        -Enumerable.Range(0, 4).Sum(i => Alpha[i] * Math.Exp(-x.Select((t, j) => a[i][j] * (t - c[i][j]) * (t - c[i][j])).Sum()));

    /// <summary>The first range is four decades and the limits go two of its widths further on either side; the distance is measured in widths, so that a regret of 0.01 is a tenth of one.</summary>
    private static TestFunction Plant(string name, double[] optimum, double noise = 0) => new(
        name,
        new Space([.. optimum.Select((_, i) => new NumericDimension($"x{i}", 1e-6, 1e-2) { Scale = Scale.Log, Limits = new SearchRange(1e-14, 1e6) })]),
        x => x.Select((v, i) => double.IsNaN(optimum[i]) ? 0 : Math.Pow(((Math.Log10(v) + 6) / 4) - optimum[i], 2)).Sum(), 0, noise);

    private static Space Box(Scale scale, params (double Min, double Max)[] bounds) =>
        new([.. bounds.Select((b, i) => new NumericDimension($"x{i}", b.Min, b.Max) { Scale = scale })]);
}
