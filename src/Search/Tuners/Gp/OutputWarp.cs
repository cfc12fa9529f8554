using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Makes losses fit for a Gaussian process: mean 0 and variance 1, and losses far beyond the usual ones grow with the logarithm only, so that a few trials just short of
/// divergence do not drown the differences among the others. Monotone and smooth: a minimum stays where it is.
/// </summary>
internal sealed class OutputWarp
{
    private const double Far = 3;
    private readonly double origin, scale, worst, mean, deviation;

    /// <summary>A warp for a study's losses.</summary>
    /// <param name="losses">The losses, at least one of them finite.</param>
    /// <param name="first">How many of them count for what is usual: those of the start design, since later ones heap up near the best.</param>
    public OutputWarp(IReadOnlyList<double> losses, int first)
    {
        double[] finite = [.. losses.Where(double.IsFinite)], usual = [.. finite.Take(first).Order()];
        double best = finite.Min();
        worst = finite.Max();
        scale = (usual[usual.Length / 2] / 2) - (usual[0] / 2);
        scale = scale > 0 ? scale : worst > best ? (worst / 2) - (best / 2) : 1;
        origin = usual[0];
        foreach (double loss in losses)
        {
            mean += Bend(loss) / losses.Count;
        }

        foreach (double loss in losses)
        {
            double off = Bend(loss) - mean;
            deviation += off * off / losses.Count;
        }

        deviation = deviation > 0 && double.IsFinite(deviation) ? Math.Sqrt(deviation) : 1;
    }

    /// <summary>All losses warped by the warp that is made for them.</summary>
    public static double[] Apply(IReadOnlyList<double> losses, int first)
    {
        var warp = new OutputWarp(losses, first);
        return [.. losses.Select(warp.At)];
    }

    /// <summary>The warped loss; infinite ones (trials that did not complete) become the worst of the others.</summary>
    public double At(double loss) => (Bend(loss) - mean) / deviation;

    /// <summary>The warped variance of a loss that is only known up to a deviation.</summary>
    public double VarianceAt(double loss, double off)
    {
        double up = At(loss) - At(loss - off);
        return up * up;
    }

    private double Bend(double loss)
    {
        // Divided before it is subtracted, so that nothing overflows.
        double place = (Math.Min(loss, worst) / scale) - (origin / scale), beyond = (place / (2 * Far)) - 1;
        return beyond > 0 ? 2 * Far * (1 + Elementary.Log(1 + beyond)) : place;
    }
}
