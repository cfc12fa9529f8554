using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Numerics;

namespace HyperSearch.Trainer.Layers;

/// <summary>1 / (1 + e^-x); the derivative is y (1 - y).</summary>
internal sealed unsafe class SigmoidLayer(int units, int capacity) : ActivationLayer(units, capacity)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Apply(float* x, float* y, nint length)
    {
        for (nint i = 0; i < length; i += 8)
            FloatFunctions.Sigmoid(Vector256.Load(x + i)).Store(y + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Differentiate(float* y, float* gradient, nint length)
    {
        for (nint i = 0; i < length; i += 8)
        {
            Vector256<float> v = Vector256.Load(y + i);
            (Vector256.Load(gradient + i) * (v * (Vector256<float>.One - v))).Store(gradient + i);
        }
    }
}
