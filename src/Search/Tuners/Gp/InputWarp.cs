using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>A coordinate after its bend, and the derivatives by what made it.</summary>
/// <param name="Value">u = 1 - (1 - x^a)^b.</param>
/// <param name="ByX">du/dx.</param>
/// <param name="ByLogA">du/d(ln a).</param>
/// <param name="ByLogB">du/d(ln b).</param>
internal readonly record struct Bend(double Value, double ByX, double ByLogA, double ByLogB)
{
    // Where a power's derivative is infinite, at the ends, a coordinate never lies.
    private const double Margin = 1e-6;

    /// <summary>The bend of <paramref name="x"/> in [0, 1] by Kumaraswamy's distribution function.</summary>
    public static Bend Of(double x, double a, double b)
    {
        double inside = Margin + ((1 - (2 * Margin)) * x), log = Elementary.Log(inside), t = Elementary.Exp(a * log);
        double rest = 1 - t, logRest = Elementary.Log(rest), v = Elementary.Exp(b * logRest), slope = a * b * t * (v / rest);
        return new Bend(1 - v, (1 - (2 * Margin)) * slope / inside, slope * log, -b * v * logRest);
    }
}

/// <summary>
/// Bends every coordinate so that an objective that changes fast at one end of a range and slowly at the other looks alike all over it, which is what a Gaussian process
/// assumes (Snoek, Swersky, Zemel, Adams, arXiv:1402.0929, with Kumaraswamy's distribution in the place of the beta: its function is elementary).
/// </summary>
internal sealed class InputWarp(double[] a, double[] b)
{
    /// <summary>Leaves all coordinates as they are, to the last bit.</summary>
    public static InputWarp None { get; } = new([], []);

    /// <summary>A point after the bend.</summary>
    public double[] At(double[] x) => [.. x.Select((v, d) => At(d, v).Value)];

    /// <summary>One coordinate after the bend.</summary>
    public Bend At(int dimension, double x) =>
        dimension < a.Length && (a[dimension] != 1 || b[dimension] != 1) ? Bend.Of(x, a[dimension], b[dimension]) : new Bend(x, 1, 0, 0);
}
