using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// A density over the unit cube: the weighted mean of products of kernels around observations, and of one broad product, the prior. A number's kernel is normal and cut to
/// [0, 1]; a choice's gives most to the observed one and the rest to all alike (Watanabe, arXiv:2304.11127, section 3.3).
/// </summary>
/// <remarks>Where an observation has no value, its kernel in that dimension is the prior's: uniform.</remarks>
internal sealed class ParzenEstimator
{
    private readonly double[][] mu; // by component; the last one is the prior, without values
    private readonly int[] choices;
    private readonly double[] sigma;
    private readonly double[] weights;
    private readonly double[] logFactor; // by component: weight and the normal kernels' areas inside the cube
    private readonly double same, other;

    /// <summary>A density around <paramref name="observations"/>.</summary>
    /// <param name="observations">Points of the unit cube, NaN where a dimension was inactive; of choices, the middle of the cell.</param>
    /// <param name="choices">How many choices a dimension has; 0 for numbers.</param>
    /// <param name="bandwidth">b of the widths b n^(-1/(d + 4)) of all kernels (Scott's rule, with the spread of the cube in place of the sample's).</param>
    /// <param name="least">The least width.</param>
    public ParzenEstimator(IReadOnlyList<double[]> observations, int[] choices, double bandwidth, double least)
    {
        int n = observations.Count, numbers = choices.Count(c => c == 0);
        this.choices = choices;
        mu = [.. observations, [.. choices.Select(_ => double.NaN)]];
        double width = Math.Clamp(bandwidth * Elementary.Pow(Math.Max(n, 1), -1.0 / (numbers + 4)), least, 1);
        sigma = [.. choices.Select(c => c == 0 ? width : 0)];
        same = 1 + (1.0 / (n + 1));
        other = 1.0 / (n + 1);
        weights = [.. mu.Select(_ => 1.0 / mu.Length)];
        logFactor = new double[mu.Length];
        for (int i = 0; i < mu.Length; i++)
        {
            double mass = 1;
            for (int d = 0; d < choices.Length; d++)
            {
                mass *= choices[d] == 0 && !double.IsNaN(mu[i][d]) ? sigma[d] * 2.50662827463100050 * (Gaussian.Cdf((1 - mu[i][d]) / sigma[d]) - Gaussian.Cdf(-mu[i][d] / sigma[d])) : 1;
            }

            logFactor[i] = Elementary.Log(weights[i] / mass);
        }
    }

    /// <summary>A point drawn from the density.</summary>
    public double[] Draw(RandomStream draws)
    {
        double[] center = mu[draws.NextBelow(mu.Length)], x = new double[center.Length];
        for (int d = 0; d < x.Length; d++)
        {
            if (choices[d] > 0)
            {
                // The observed choice with the weight of one observation, any of them with that of the prior.
                bool isObserved = !double.IsNaN(center[d]) && draws.NextUnit() * (1 + (choices[d] * other)) <= 1;
                x[d] = isObserved ? center[d] : (draws.NextBelow(choices[d]) + 0.5) / choices[d];
                continue;
            }

            x[d] = double.IsNaN(center[d]) ? draws.NextUnit() : double.NaN;
            while (!(x[d] is >= 0 and <= 1))
            {
                // Every centre lies in [0, 1], so at least a third of the draws do.
                x[d] = center[d] + (sigma[d] * draws.NextGaussian());
            }
        }

        return x;
    }

    /// <summary>The logarithm of the density at <paramref name="x"/>; dimensions that are NaN there are left out.</summary>
    public double LogDensity(ReadOnlySpan<double> x)
    {
        double largest = double.NegativeInfinity;
        double[] terms = new double[mu.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            double[] center = mu[i];
            double product = 1, squares = 0;
            for (int d = 0; d < x.Length; d++)
            {
                if (choices[d] > 0)
                {
                    product *= double.IsNaN(center[d]) || double.IsNaN(x[d]) ? 1.0 / choices[d] : (Math.Abs(x[d] - center[d]) < 0.5 / choices[d] ? same : other) / (1 + (choices[d] * other));
                }
                else if (!double.IsNaN(center[d]) && !double.IsNaN(x[d]))
                {
                    double z = (x[d] - center[d]) / sigma[d];
                    squares += z * z;
                }
            }

            terms[i] = logFactor[i] - (0.5 * squares) + (product == 1 ? 0 : Elementary.Log(product));
            largest = Math.Max(largest, terms[i]);
        }

        double sum = 0;
        foreach (double term in terms)
        {
            sum += Elementary.Exp(term - largest);
        }

        return largest + Elementary.Log(sum);
    }
}
