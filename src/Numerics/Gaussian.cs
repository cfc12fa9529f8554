namespace HyperSearch.Numerics;

/// <summary>The standard normal distribution, with the same bits on every machine.</summary>
public static class Gaussian
{
    /// <summary>The logarithm of the density at <paramref name="x"/>.</summary>
    public static double LogDensity(double x) => (-0.5 * x * x) - 0.91893853320467274178;

    /// <summary>The probability of a value up to <paramref name="x"/>: Marsaglia's series (J. Stat. Software 11(4), 2004); the absolute error is below 1e-15.</summary>
    public static double Cdf(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) > 8.5)
        {
            return double.IsNaN(x) ? x : x > 0 ? 1 : 0;
        }

        double sum = x, before = double.NaN, term = x;
        for (int i = 3; sum != before; i += 2)
        {
            before = sum;
            term *= x * x / i;
            sum += term;
        }

        return Math.Clamp(0.5 + (sum * Elementary.Exp(LogDensity(x))), 0, 1);
    }
}
