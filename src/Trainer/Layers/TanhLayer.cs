using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Numerics;

namespace HyperSearch.Trainer.Layers;

/// <summary>The hyperbolic tangent; the derivative is 1 - y^2.</summary>
internal sealed unsafe class TanhLayer(int units, int capacity) : ActivationLayer(units, capacity)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Apply(float* x, float* y, nint length)
    {
        for (nint i = 0; i < length; i += 8)
            FloatFunctions.Tanh(Vector256.Load(x + i)).Store(y + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Differentiate(float* y, float* gradient, nint length)
    {
        for (nint i = 0; i < length; i += 8)
        {
            Vector256<float> v = Vector256.Load(y + i);
            (Vector256.Load(gradient + i) * Vector256.FusedMultiplyAdd(-v, v, Vector256<float>.One)).Store(gradient + i);
        }
    }
}
