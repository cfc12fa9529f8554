using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>The two-sample test of Kolmogorov and Smirnov: could two samples come from one distribution?</summary>
internal static class KolmogorovSmirnov
{
    /// <summary>D: the largest distance between the two empirical distribution functions.</summary>
    public static double Distance(IEnumerable<double> first, IEnumerable<double> second)
    {
        double[] a = [.. first.Order()], b = [.. second.Order()];
        double largest = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            double x = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] == x)
            {
                i++;
            }

            while (j < b.Length && b[j] == x)
            {
                j++;
            }

            largest = Math.Max(largest, Math.Abs((i / (double)a.Length) - (j / (double)b.Length)));
        }

        return largest;
    }

    /// <summary>The probability of a distance of at least <paramref name="d"/> by chance: Kolmogorov's series with Stephens' correction for small samples (1970).</summary>
    public static double Probability(double d, int first, int second)
    {
        double root = Math.Sqrt((double)first * second / (first + second));
        double lambda = (root + 0.12 + (0.11 / root)) * d;
        if (lambda < 0.3)
        {
            return 1; // 1 - 1e-5 and more; the series converges too slowly here
        }

        double sum = 0;
        for (int j = 1; j <= 100; j++)
        {
            double term = 2 * (j % 2 == 1 ? 1 : -1) * Elementary.Exp(-2.0 * j * j * lambda * lambda);
            sum += term;
            if (Math.Abs(term) < 1e-12)
            {
                break;
            }
        }

        return Math.Clamp(sum, 0, 1);
    }
}
