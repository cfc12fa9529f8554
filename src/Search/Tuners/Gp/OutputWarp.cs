using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Makes losses fit for a Gaussian process: mean 0 and variance 1, and losses far beyond the usual ones grow with the logarithm only, so that a few trials just short of
/// divergence do not drown the differences among the others. Monotone and smooth: a minimum stays where it is.
/// </summary>
internal static class OutputWarp
{
    private const double Far = 10;

    /// <summary>The warped losses.</summary>
    /// <param name="losses">The losses; infinite ones (trials that did not complete) become the worst of the others.</param>
    /// <param name="first">How many of them count for what is usual: those of the start design, since later ones heap up near the best.</param>
    public static double[] Apply(IReadOnlyList<double> losses, int first)
    {
        double[] finite = [.. losses.Where(double.IsFinite)], usual = [.. finite.Take(first).Order()];
        double best = finite.Min(), worst = finite.Max(), scale = (usual[usual.Length / 2] / 2) - (usual[0] / 2);
        scale = scale > 0 ? scale : worst > best ? (worst / 2) - (best / 2) : 1;
        double[] y = new double[losses.Count];
        for (int i = 0; i < y.Length; i++)
        {
            // Divided before it is subtracted, so that nothing overflows.
            double place = (Math.Min(losses[i], worst) / scale) - (usual[0] / scale), beyond = place / (2 * Far) - 1;
            y[i] = beyond > 0 ? 2 * Far * (1 + Elementary.Log(1 + beyond)) : place;
        }

        double mean = 0, square = 0;
        foreach (double v in y)
        {
            mean += v / y.Length;
        }

        foreach (double v in y)
        {
            square += (v - mean) * (v - mean) / y.Length;
        }

        double deviation = square > 0 && double.IsFinite(square) ? Math.Sqrt(square) : 1;
        return [.. y.Select(v => (v - mean) / deviation)];
    }
}
