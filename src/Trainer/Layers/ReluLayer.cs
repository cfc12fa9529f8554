using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HyperSearch.Trainer.Layers;

/// <summary>max(x, 0), with the derivative 0 at 0; NaN passes.</summary>
internal sealed unsafe class ReluLayer(int units, int capacity) : ActivationLayer(units, capacity)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Apply(float* x, float* y, nint length)
    {
        for (nint i = 0; i < length; i += 8)
        {
            Vector256<float> v = Vector256.Load(x + i);
            Vector256.AndNot(v, Vector256.LessThanOrEqual(v, Vector256<float>.Zero)).Store(y + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Differentiate(float* y, float* gradient, nint length)
    {
        for (nint i = 0; i < length; i += 8)
            Vector256.AndNot(Vector256.Load(gradient + i), Vector256.LessThanOrEqual(Vector256.Load(y + i), Vector256<float>.Zero)).Store(gradient + i);
    }
}
