using System.Runtime.Intrinsics;
using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// A density over the unit cube: the weighted mean of products of kernels around observations, and of one broad product, the prior. A number's kernel is normal and cut to
/// [0, 1]; a choice's gives most to the observed one and the rest to all alike (Watanabe, arXiv:2304.11127, section 3.3).
/// </summary>
/// <remarks>Where an observation has no value, its kernel in that dimension is the prior's: uniform.</remarks>
internal sealed class ParzenEstimator
{
    // Beyond so many widths from an edge nothing of a kernel is cut off, to the last bit.
    private const double Inside = 8.3, LogRootOfTwoPi = 0.91893853320467274;
    private readonly double[][] mu; // by component; the last one is the prior, without values
    private readonly double[][] columns; // by dimension, the same and as many NaN as make the length a multiple of four
    private readonly int[] choices;
    private readonly double sigma;
    private readonly double[] logFactor; // by component: weight and the normal kernels' areas inside the cube; nothing for those that fill up
    private readonly double[] terms;
    private readonly double other;
    private readonly double[] logSame, logOther, logAny; // by dimension: a choice's probability by the observed one, by any other, and without one

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
        sigma = Math.Clamp(bandwidth * Elementary.Pow(Math.Max(n, 1), -1.0 / (numbers + 4)), least, 1);
        other = 1.0 / (n + 1);
        logSame = [.. choices.Select(c => Elementary.Log((1 + other) / (1 + (c * other))))];
        logOther = [.. choices.Select(c => Elementary.Log(other / (1 + (c * other))))];
        logAny = [.. choices.Select(c => c == 0 ? 0 : Elementary.Log(1.0 / c))];
        int padded = (mu.Length + 3) / 4 * 4;
        terms = new double[padded];
        logFactor = new double[padded];
        Array.Fill(logFactor, -1e300);
        columns = [.. choices.Select(_ => new double[padded])];
        for (int i = 0; i < padded; i++)
        {
            for (int d = 0; d < choices.Length; d++)
            {
                columns[d][i] = i < mu.Length ? mu[i][d] : double.NaN;
            }
        }

        double logWeight = Elementary.Log(1.0 / mu.Length), logWidth = Elementary.Log(sigma) + LogRootOfTwoPi;
        double[] areas = Areas();
        for (int i = 0; i < mu.Length; i++)
        {
            int values = 0;
            for (int d = 0; d < choices.Length; d++)
            {
                values += choices[d] == 0 && !double.IsNaN(mu[i][d]) ? 1 : 0;
            }

            logFactor[i] = logWeight - (values * logWidth) - (areas[i] == 1 ? 0 : Elementary.Log(areas[i]));
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
                x[d] = center[d] + (sigma * draws.NextGaussian());
            }
        }

        return x;
    }

    /// <summary>The logarithm of the density at <paramref name="x"/>; dimensions that are NaN there are left out.</summary>
    public double LogDensity(ReadOnlySpan<double> x)
    {
        logFactor.CopyTo(terms, 0);
        for (int d = 0; d < x.Length; d++)
        {
            if (choices[d] > 0)
            {
                AddChoice(d, x[d]);
            }
            else if (!double.IsNaN(x[d]))
            {
                AddNumber(columns[d], x[d]);
            }
        }

        Vector256<double> most = Vector256.Create(double.NegativeInfinity);
        for (int i = 0; i < terms.Length; i += 4)
        {
            most = Vector256.Max(most, Vector256.Create(terms, i));
        }

        double largest = Math.Max(Math.Max(most[0], most[1]), Math.Max(most[2], most[3]));
        Vector256<double> shift = Vector256.Create(largest), sums = Vector256<double>.Zero;
        for (int i = 0; i < terms.Length; i += 4)
        {
            sums += DoubleFunctions.ExpOfNegative(Vector256.Create(terms, i) - shift);
        }

        return largest + Elementary.Log(sums[0] + sums[1] + (sums[2] + sums[3]));
    }

    /// <summary>How much of each component's normal kernels lies inside the cube.</summary>
    private double[] Areas()
    {
        double[] areas = new double[mu.Length], parts = new double[mu.Length];
        int[] cut = new int[mu.Length];
        Array.Fill(areas, 1);
        for (int d = 0; d < choices.Length; d++)
        {
            if (choices[d] > 0)
            {
                continue;
            }

            // A comparison with NaN is false: where there is no value, nothing is cut off.
            double[] centers = columns[d];
            Array.Fill(parts, 1);
            int count = 0;
            for (int i = 0; i < parts.Length; i++)
            {
                if (centers[i] <= Inside * sigma)
                {
                    (cut[count], terms[count++]) = (i, -centers[i] / sigma);
                }
            }

            CutOff(count);
            count = 0;
            for (int i = 0; i < parts.Length; i++)
            {
                if (1 - centers[i] <= Inside * sigma)
                {
                    (cut[count], terms[count++]) = (i, (centers[i] - 1) / sigma);
                }
            }

            CutOff(count);
            for (int i = 0; i < parts.Length; i++)
            {
                areas[i] *= parts[i];
            }
        }

        return areas;

        // Four at a time, and those alone of which anything is cut off.
        void CutOff(int count)
        {
            Gaussian.Cdf(terms.AsSpan(0, count));
            for (int k = 0; k < count; k++)
            {
                parts[cut[k]] -= terms[k];
            }
        }
    }

    private void AddNumber(double[] centers, double x)
    {
        Vector256<double> at = Vector256.Create(x), scale = Vector256.Create(1 / sigma), half = Vector256.Create(-0.5);
        for (int i = 0; i < centers.Length; i += 4)
        {
            Vector256<double> center = Vector256.Create(centers, i), z = (at - center) * scale;
            Vector256<double> term = Vector256.ConditionalSelect(Vector256.Equals(center, center), half * z * z, Vector256<double>.Zero);
            (Vector256.Create(terms, i) + term).CopyTo(terms, i);
        }
    }

    private void AddChoice(int d, double x)
    {
        for (int i = 0; i < mu.Length; i++)
        {
            double center = columns[d][i];
            terms[i] += double.IsNaN(center) || double.IsNaN(x) ? logAny[d] : Math.Abs(x - center) < 0.5 / choices[d] ? logSame[d] : logOther[d];
        }
    }
}
