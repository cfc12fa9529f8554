using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HyperSearch.Numerics;

/// <summary>
/// Elementary functions in single precision, eight at a time: operations that IEEE 754 defines to the bit alone, so that every instruction set and the
/// software form of <see cref="Vector256"/> give the same bits. The polynomials are those of S. Moshier's Cephes library.
/// </summary>
/// <remarks>Errors stay under 3 ulp where results are normal numbers; NaN gives NaN. A lane's result does not depend on the other lanes.</remarks>
public static class FloatFunctions
{
    // Adding and subtracting 1.5 * 2^23 rounds to the nearest integer (ties to even) without an instruction for it.
    private const float Rounder = 12582912f, Log2E = 1.44269504088896341f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;

    /// <summary>e to the power of each lane; 0 below -103.97, infinity above 88.72, subnormal results in between rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        // x = k ln 2 + r with |r| <= ln 2 / 2. The ends are clamped so that k stays in [-151, 129]; the second scaling then gives 0 or infinity.
        // Both comparisons are false for a NaN, which passes.
        Vector256<float> a = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256.Create(89f)), Vector256.Create(89f), x);
        a = Vector256.ConditionalSelect(Vector256.LessThan(a, Vector256.Create(-104.5f)), Vector256.Create(-104.5f), a);
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(a, Vector256.Create(Log2E), Vector256.Create(Rounder));
        Vector256<float> k = shifted - Vector256.Create(Rounder);
        Vector256<float> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-Ln2High), a);
        r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-Ln2Low), r);

        Vector256<float> p = Vector256.FusedMultiplyAdd(ExpTerms(r), r * r, r) + Vector256<float>.One;

        // The low bits of `shifted` are k itself. In two steps, so that neither power of two leaves the normal range.
        Vector256<int> exponent = shifted.AsInt32() - Vector256.Create(Rounder).AsInt32();
        Vector256<int> half = Vector256.ShiftRightArithmetic(exponent, 1);
        return p * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>1 / (1 + e^-x) of each lane; 0 below -88.72, where the true value is no normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => Vector256<float>.One / (Vector256<float>.One + Exp(-x));

    /// <summary>The hyperbolic tangent of each lane; its sign is the argument's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        Vector256<float> sign = x & Vector256.Create(-0f), a = x ^ sign;

        // Up to 0.625 an odd polynomial, beyond it 1 - 2 / (e^2a + 1).
        Vector256<float> z = a * a, p = Vector256.Create(-5.70498872745e-3f);
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(2.06390887954e-2f));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(-5.37397155531e-2f));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(1.33314422036e-1f));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(-3.33332819422e-1f));
        Vector256<float> small = Vector256.FusedMultiplyAdd(p * z, a, a);
        Vector256<float> large = Vector256<float>.One - (Vector256.Create(2f) / (Exp(a + a) + Vector256<float>.One));
        return Vector256.ConditionalSelect(Vector256.LessThan(a, Vector256.Create(0.625f)), small, large) | sign;
    }

    /// <summary>e^x - 1 of each lane, free of cancellation near 0; -1 far below, infinity above 88.72.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpLessOne(Vector256<float> x)
    {
        // e^x - 1 = 2^k (e^r - 1) + (2^k - 1), with x = k ln 2 + r as in Exp. Clamped: below -40 the result is -1, above 88 it is left to Exp.
        Vector256<float> a = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256.Create(88f)), Vector256.Create(88f), x);
        a = Vector256.ConditionalSelect(Vector256.LessThan(a, Vector256.Create(-40f)), Vector256.Create(-40f), a);
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(a, Vector256.Create(Log2E), Vector256.Create(Rounder));
        Vector256<float> k = shifted - Vector256.Create(Rounder);
        Vector256<float> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-Ln2High), a);
        r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-Ln2Low), r);
        Vector256<float> p = Vector256.FusedMultiplyAdd(ExpTerms(r), r * r, r);
        Vector256<float> scale = PowerOfTwo(shifted.AsInt32() - Vector256.Create(Rounder).AsInt32());
        Vector256<float> result = Vector256.FusedMultiplyAdd(scale, p, scale - Vector256<float>.One);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256.Create(88f)), Exp(x), result);
    }

    /// <summary>The standard normal distribution function of each lane; its relative error stays under 1e-5 down to x = -12, and it is 0 below -13.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> NormalCdf(Vector256<float> x)
    {
        // (1 + erf(z)) / 2 with z = x / sqrt 2: for |z| < 1 an odd polynomial, beyond it erfc(|z|) = e^(-z^2) / |z| times a polynomial of 1 / z^2.
        Vector256<float> sign = x & Vector256.Create(-0f), half = Vector256.Create(0.5f), one = Vector256<float>.One;
        Vector256<float> z = (x ^ sign) * Vector256.Create(0.70710678118654752f), z2 = z * z;

        Vector256<float> t = Vector256.Create(7.853861353153693e-5f);
        t = Vector256.FusedMultiplyAdd(t, z2, Vector256.Create(-8.010193625184903e-4f));
        t = Vector256.FusedMultiplyAdd(t, z2, Vector256.Create(5.188327685732524e-3f));
        t = Vector256.FusedMultiplyAdd(t, z2, Vector256.Create(-2.685381193529856e-2f));
        t = Vector256.FusedMultiplyAdd(t, z2, Vector256.Create(1.128358514861418e-1f));
        t = Vector256.FusedMultiplyAdd(t, z2, Vector256.Create(-3.761262582423300e-1f));
        t = Vector256.FusedMultiplyAdd(t, z2, Vector256.Create(1.128379165726710f));
        Vector256<float> central = half + ((half * z * t) ^ sign);

        Vector256<float> q = one / z, y = q * q;
        Vector256<float> near = Vector256.Create(2.326819970068386e-2f);
        near = Vector256.FusedMultiplyAdd(near, y, Vector256.Create(-1.387039388740657e-1f));
        near = Vector256.FusedMultiplyAdd(near, y, Vector256.Create(3.687424674597105e-1f));
        near = Vector256.FusedMultiplyAdd(near, y, Vector256.Create(-5.824733027278666e-1f));
        near = Vector256.FusedMultiplyAdd(near, y, Vector256.Create(6.210004621745983e-1f));
        near = Vector256.FusedMultiplyAdd(near, y, Vector256.Create(-4.944515323274145e-1f));
        near = Vector256.FusedMultiplyAdd(near, y, Vector256.Create(3.404879937665872e-1f));
        near = Vector256.FusedMultiplyAdd(near, y, Vector256.Create(-2.741127028184656e-1f));
        near = Vector256.FusedMultiplyAdd(near, y, Vector256.Create(5.638259427386472e-1f));
        Vector256<float> far = Vector256.Create(-1.047766399936249e1f);
        far = Vector256.FusedMultiplyAdd(far, y, Vector256.Create(1.297719955372516e1f));
        far = Vector256.FusedMultiplyAdd(far, y, Vector256.Create(-7.495518717768503f));
        far = Vector256.FusedMultiplyAdd(far, y, Vector256.Create(2.921019019210786f));
        far = Vector256.FusedMultiplyAdd(far, y, Vector256.Create(-1.015265279202700f));
        far = Vector256.FusedMultiplyAdd(far, y, Vector256.Create(4.218463358204948e-1f));
        far = Vector256.FusedMultiplyAdd(far, y, Vector256.Create(-2.820767439740514e-1f));
        far = Vector256.FusedMultiplyAdd(far, y, Vector256.Create(5.641895067754075e-1f));
        Vector256<float> tail = half * Exp(-z2) * q * Vector256.ConditionalSelect(Vector256.LessThan(z, Vector256.Create(2f)), near, far);
        Vector256<float> outer = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), tail, one - tail);
        return Vector256.ConditionalSelect(Vector256.LessThan(z, one), central, outer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpTerms(Vector256<float> r)
    {
        Vector256<float> p = Vector256.Create(1.9875691500e-4f);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.3981999507e-3f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(8.3334519073e-3f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(4.1665795894e-2f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.6666665459e-1f));
        return Vector256.FusedMultiplyAdd(p, r, Vector256.Create(5.0000001201e-1f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<int> exponent) => Vector256.ShiftLeft(exponent + Vector256.Create(127), 23).AsSingle();
}
