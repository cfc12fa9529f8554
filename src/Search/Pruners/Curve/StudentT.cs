namespace HyperSearch.Search.Pruners;

/// <summary>Student's t with an even number of degrees of freedom, where its distribution is a finite sum without elementary functions: the same bits everywhere.</summary>
internal static class StudentT
{
    /// <summary>The probability of less than <paramref name="t"/> (Abramowitz and Stegun 26.7.4).</summary>
    /// <param name="t">Any number; 0.5 for NaN.</param>
    /// <param name="degrees">Even, at least 2.</param>
    public static double Cdf(double t, int degrees)
    {
        if (double.IsNaN(t))
        {
            return 0.5;
        }

        if (double.IsInfinity(t) || t * t > 1e15)
        {
            return t > 0 ? 1 : 0;
        }

        double cosSquared = degrees / (degrees + (t * t)), sin = t / Math.Sqrt(degrees + (t * t));
        double term = 1, sum = 1;
        for (int k = 1; k <= (degrees - 2) / 2; k++)
        {
            term *= cosSquared * ((2 * k) - 1) / (2 * k);
            sum += term;
        }

        return Math.Clamp(0.5 + (0.5 * sin * sum), 0, 1);
    }
}
