using System.Runtime.CompilerServices;

namespace HyperSearch.Numerics;

/// <summary>
/// Elementary functions in double precision that give the same bits on every machine: additions, multiplications, divisions, square roots and fused
/// multiply-adds alone, each of which IEEE 754 defines to the bit. (<see cref="Math"/>'s come from the C library and differ with it.)
/// </summary>
/// <remarks>
/// Errors stay under 2 ulp in the stated domains; NaN gives NaN. The functions are compiled for the machine at hand from the start: a program that is compiled ahead of time for any machine asks
/// the C library for each fused multiply-add, which gives the same bits ten times as slowly.
/// </remarks>
public static class Elementary
{
    // ln 2 in two parts; the upper has 20 trailing zero bits, so that its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;
    private const double Sqrt2 = 1.4142135623730951;

    // pi/2 in two parts of 33 bits and a rest, after fdlibm's e_rem_pio2.
    private const double HalfPi1 = 1.57079632673412561417e+00, HalfPi2 = 6.07710050630396597660e-11, HalfPi3 = 2.02226624879595063154e-21;

    private static readonly double[] ExpTerms = Reciprocals(n => Factorial(n), 14);
    private static readonly double[] LogTerms = Reciprocals(n => (2 * n) + 1, 13);
    private static readonly double[] SinTerms = Reciprocals(n => (n % 2 == 0 ? 1 : -1) * Factorial((2 * n) + 1), 9);
    private static readonly double[] CosTerms = Reciprocals(n => (n % 2 == 0 ? 1 : -1) * Factorial(2 * n), 10);

    /// <summary>e to the power of <paramref name="x"/>; 0 below -745.14, infinity above 709.79.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        if (x > 709.782712893384)
        {
            return double.PositiveInfinity;
        }

        if (x < -745.1332191019412)
        {
            return 0;
        }

        // x = k ln 2 + r with |r| <= ln 2 / 2, and the series of e^r.
        double k = Math.Round(x * 1.4426950408889634);
        double r = Math.FusedMultiplyAdd(-k, Ln2Low, Math.FusedMultiplyAdd(-k, Ln2High, x));
        double p = Horner(ExpTerms, r);
        int exponent = (int)k;
        int half = exponent / 2; // in two steps, so that results near both ends of the range do not overflow on the way
        return p * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>The natural logarithm of <paramref name="x"/>; minus infinity at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
        {
            return double.NaN;
        }

        if (x == 0)
        {
            return double.NegativeInfinity;
        }

        if (double.IsPositiveInfinity(x))
        {
            return x;
        }

        int exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0; // 2^54 lifts a subnormal number into the normal range
            exponent = -54;
        }

        // x = m 2^e with m in [sqrt(1/2), sqrt(2)), and the series of the inverse hyperbolic tangent of (m - 1) / (m + 1).
        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > Sqrt2)
        {
            m /= 2;
            exponent++;
        }

        double f = m - 1, s = f / (m + 1), z = s * s;

        // log m = 2 s + s R with R = 2 (z/3 + z^2/5 + ...), written as f - s (f - R): f is exact, so the leading term has no rounding error.
        double rest = 2 * z * Horner(LogTerms.AsSpan(1), z);
        double e = exponent;
        return Math.FusedMultiplyAdd(e, Ln2High, f - Math.FusedMultiplyAdd(s, f - rest, -e * Ln2Low));
    }

    /// <summary>The logarithm of <paramref name="x"/> to base 10.</summary>
    public static double Log10(double x) => Log(x) * 0.4342944819032518;

    /// <summary><paramref name="x"/> to the power of <paramref name="y"/> for x &gt;= 0, by way of the logarithm: the relative error grows with |y ln x|.</summary>
    public static double Pow(double x, double y) => y == 0 ? 1 : x == 0 ? (y > 0 ? 0 : double.PositiveInfinity) : Exp(y * Log(x));

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Tanh(double x)
    {
        // (e^2a - 1) / (e^2a + 1), with e^2a - 1 = 2^k (e^r - 1) + (2^k - 1) free of cancellation.
        double a = Math.Abs(x);
        double k = Math.Round(Math.Min(a, 22) * 2 * 1.4426950408889634);
        double r = Math.FusedMultiplyAdd(-k, Ln2Low, Math.FusedMultiplyAdd(-k, Ln2High, Math.Min(a, 22) * 2));
        double scale = PowerOfTwo((int)k), n = Math.FusedMultiplyAdd(scale, r * Horner(ExpTerms.AsSpan(1), r), scale - 1);
        double t = double.IsNaN(x) ? x : n / (n + 2);
        return x < 0 ? -t : t;
    }

    /// <summary>Sine and cosine of <paramref name="x"/> in radians, for |x| up to 1e5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Sin, double Cos) SinCos(double x)
    {
        double k = Math.Round(x / (Math.PI / 2));
        double r = Math.FusedMultiplyAdd(-k, HalfPi3, Math.FusedMultiplyAdd(-k, HalfPi2, Math.FusedMultiplyAdd(-k, HalfPi1, x)));
        double z = r * r;
        double sin = r * Horner(SinTerms, z), cos = Horner(CosTerms, z);
        return ((long)k & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Horner(ReadOnlySpan<double> terms, double x)
    {
        double sum = terms[^1];
        for (int i = terms.Length - 2; i >= 0; i--)
        {
            sum = Math.FusedMultiplyAdd(sum, x, terms[i]);
        }

        return sum;
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    private static double[] Reciprocals(Func<int, double> denominator, int count) => [.. Enumerable.Range(0, count).Select(n => 1 / denominator(n))];
}
