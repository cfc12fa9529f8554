using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// A density on [0, 1]: the mean of normal densities around observations, cut to the interval, and of one broad one in the middle, the prior
/// (Bergstra et al. 2011, section 4.2: "adaptive Parzen estimator").
/// </summary>
internal sealed class ParzenEstimator
{
    private readonly double[] mu;
    private readonly double[] sigma;
    private readonly double[] logMass;

    /// <summary>A density around <paramref name="observations"/>, each in [0, 1].</summary>
    public ParzenEstimator(IEnumerable<double> observations)
    {
        double[] sorted = [.. observations.Append(0.5).Order()];
        int prior = Array.IndexOf(sorted, 0.5);
        mu = sorted;
        sigma = new double[mu.Length];
        double least = 1 / Math.Min(100.0, mu.Length + 1);
        for (int i = 0; i < mu.Length; i++)
        {
            // As wide as the larger distance to a neighbour or end.
            double left = mu[i] - (i == 0 ? 0 : mu[i - 1]), right = (i == mu.Length - 1 ? 1 : mu[i + 1]) - mu[i];
            sigma[i] = i == prior ? 1 : Math.Clamp(Math.Max(left, right), least, 1);
        }

        logMass = [.. mu.Zip(sigma, (m, s) => Elementary.Log(Gaussian.Cdf((1 - m) / s) - Gaussian.Cdf(-m / s)))];
    }

    /// <summary>A number drawn from the density.</summary>
    public double Draw(RandomStream draws)
    {
        int i = draws.NextBelow(mu.Length);
        while (true)
        {
            // Every centre lies in [0, 1], so at least a third of the draws do.
            double x = mu[i] + (sigma[i] * draws.NextGaussian());
            if (x is >= 0 and <= 1)
            {
                return x;
            }
        }
    }

    /// <summary>The logarithm of the density at <paramref name="x"/>.</summary>
    public double LogDensity(double x)
    {
        Span<double> terms = mu.Length <= 256 ? stackalloc double[mu.Length] : new double[mu.Length];
        double largest = double.NegativeInfinity;
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = Gaussian.LogDensity((x - mu[i]) / sigma[i]) - Elementary.Log(sigma[i]) - logMass[i];
            largest = Math.Max(largest, terms[i]);
        }

        double sum = 0;
        foreach (double term in terms)
        {
            sum += Elementary.Exp(term - largest);
        }

        return largest + Elementary.Log(sum / mu.Length);
    }
}
