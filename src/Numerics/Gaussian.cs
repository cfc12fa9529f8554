using System.Runtime.Intrinsics;

namespace HyperSearch.Numerics;

/// <summary>The standard normal distribution, with the same bits on every machine.</summary>
public static class Gaussian
{
    // Beyond it a probability is 0 or 1.
    private const double Far = 8.5, HalfLogOfTwoPi = 0.91893853320467274178;

    /// <summary>The logarithm of the density at <paramref name="x"/>.</summary>
    public static double LogDensity(double x) => (-0.5 * x * x) - HalfLogOfTwoPi;

    /// <summary>The probability of a value up to <paramref name="x"/>: Marsaglia's series (J. Stat. Software 11(4), 2004); the absolute error is below 1e-15.</summary>
    public static double Cdf(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) > Far)
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

    /// <summary>Puts the probability of a value up to it in the place of each number: the bits are those of <see cref="Cdf(double)"/>.</summary>
    public static void Cdf(Span<double> numbers)
    {
        int i = 0;
        for (; i <= numbers.Length - 4; i += 4)
        {
            Cdf(Vector256.Create<double>(numbers[i..])).CopyTo(numbers[i..]);
        }

        for (; i < numbers.Length; i++)
        {
            numbers[i] = Cdf(numbers[i]);
        }
    }

    /// <summary>The probabilities of values up to each of four numbers: the bits are those of <see cref="Cdf(double)"/>.</summary>
    private static Vector256<double> Cdf(Vector256<double> x)
    {
        Vector256<double> isNear = Vector256.LessThanOrEqual(Vector256.Abs(x), Vector256.Create(Far));
        Vector256<double> at = Vector256.ConditionalSelect(isNear, x, Vector256<double>.Zero), sum = at, term = at, square = at * at, isOpen = Vector256<double>.AllBitsSet;
        for (int i = 3; isOpen != Vector256<double>.Zero; i += 2)
        {
            // A sum that has come to rest stays as it is while others go on.
            term *= square / Vector256.Create((double)i);
            Vector256<double> next = sum + term;
            isOpen = Vector256.AndNot(isOpen, Vector256.Equals(next, sum));
            sum = Vector256.ConditionalSelect(isOpen, next, sum);
        }

        Vector256<double> density = DoubleFunctions.ExpOfNegative((Vector256.Create(-0.5) * at * at) - Vector256.Create(HalfLogOfTwoPi));
        Vector256<double> near = Vector256.Min(Vector256.Max(Vector256.Create(0.5) + (sum * density), Vector256<double>.Zero), Vector256<double>.One);
        Vector256<double> far = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<double>.Zero), Vector256<double>.One, Vector256<double>.Zero);
        return Vector256.ConditionalSelect(isNear, near, Vector256.ConditionalSelect(Vector256.Equals(x, x), far, x));
    }
}
