using System.Runtime.Intrinsics;

namespace HyperSearch.Numerics;

/// <summary>Elementary functions of four numbers at a time, and sums over vectors in a fixed order: the same bits on every machine, whatever its vectors' width.</summary>
public static class DoubleFunctions
{
    private const double WholeInLowBits = 6755399441055744; // 1.5 x 2^52
    private const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;

    private static readonly double[] ExpTerms = [.. Enumerable.Range(0, 14).Select(n => 1 / Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i))];

    /// <summary>e to the power of each number, each at most 0; below -708 that of -708. The bits are those of <see cref="Elementary.Exp"/>.</summary>
    public static Vector256<double> ExpOfNegative(Vector256<double> x)
    {
        x = Vector256.Max(x, Vector256.Create(-708.0));
        Vector256<double> k = Vector256.Round(x * Vector256.Create(1.4426950408889634));
        Vector256<double> r = Vector256.FusedMultiplyAdd(-k, Vector256.Create(Ln2Low), Vector256.FusedMultiplyAdd(-k, Vector256.Create(Ln2High), x));
        Vector256<double> p = Vector256.Create(ExpTerms[13]);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[12]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[11]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[10]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[9]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[8]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[7]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[6]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[5]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[4]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[3]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[2]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[1]));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(ExpTerms[0]));

        // Added to this, a whole number stands in the lowest bits: few processors have an instruction for the conversion.
        return p * (((k + Vector256.Create(WholeInLowBits)).AsInt64() + Vector256.Create(1023L)) << 52).AsDouble();
    }

    /// <summary>The sum of the products of two rows of equal length: four running sums, added up pairwise, then the rest one by one.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= a.Length - 4; i += 4)
        {
            sums = Vector256.FusedMultiplyAdd(Vector256.Create(a[i..]), Vector256.Create(b[i..]), sums);
        }

        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (; i < a.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
        }

        return sum;
    }

    /// <summary>Adds <paramref name="factor"/> times <paramref name="x"/> to <paramref name="sum"/>, each element on its own.</summary>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> sum)
    {
        Vector256<double> f = Vector256.Create(factor);
        int i = 0;
        for (; i <= x.Length - 4; i += 4)
        {
            Vector256.FusedMultiplyAdd(f, Vector256.Create(x[i..]), Vector256.Create<double>(sum[i..])).CopyTo(sum[i..]);
        }

        for (; i < x.Length; i++)
        {
            sum[i] = Math.FusedMultiplyAdd(factor, x[i], sum[i]);
        }
    }
}
