using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// log h(z) with h(z) = phi(z) + z Phi(z), the expected improvement in standard deviations, without underflow however small it is
/// (Ament, Daulton, Eriksson, Balandat, Bakshy, "Unexpected improvements to expected improvement for Bayesian optimization", arXiv:2310.20708, equation 8).
/// </summary>
internal static class LogExpectedImprovement
{
    private const int Terms = 40;

    /// <summary>log h(z), and its derivative Phi(z) / h(z).</summary>
    public static (double Log, double Slope) At(double z)
    {
        if (z > -2.5)
        {
            double cdf = Gaussian.Cdf(z), h = Elementary.Exp(Gaussian.LogDensity(z)) + (z * cdf);
            return (Elementary.Log(h), cdf / h);
        }

        // Mills' ratio Phi(-a) / phi(a) = 1 / (a + 1 / (a + 2 / (a + ...))), and h / phi = 1 - a M, which for the fraction's tail t = 1 / (a + 2 / ...) is M t.
        double a = -z, t = 0;
        for (int k = Terms; k >= 2; k--)
        {
            t = k / (a + t);
        }

        t = 1 / (a + t);
        double mills = 1 / (a + t);
        return (Gaussian.LogDensity(z) + Elementary.Log(mills * t), 1 / t);
    }
}
