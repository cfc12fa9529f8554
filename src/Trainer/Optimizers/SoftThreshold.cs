using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HyperSearch.Trainer.Optimizers;

/// <summary>The proximal step of the L1 penalty (Tibshirani, J. R. Stat. Soc. B 58, 1996): w = sign(w) max(|w| - threshold, 0).</summary>
internal static unsafe class SoftThreshold
{
    /// <summary>Overwrites <paramref name="length"/> numbers, a multiple of 8. Zeros have the sign +; NaN passes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(float* weights, nint length, float threshold)
    {
        Vector256<float> t = Vector256.Create(threshold), sign = Vector256.Create(-0f);
        for (nint i = 0; i < length; i += 8)
        {
            Vector256<float> w = Vector256.Load(weights + i), shrunk = Vector256.AndNot(w, sign) - t;
            Vector256.AndNot(shrunk | (w & sign), Vector256.LessThanOrEqual(shrunk, Vector256<float>.Zero)).Store(weights + i);
        }
    }
}
