using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Numerics;

namespace HyperSearch.Trainer.Layers;

/// <summary>x where it is positive, else alpha (e^x - 1); the derivative there is y + alpha. Clevert et al., arXiv:1511.07289.</summary>
internal sealed unsafe class EluLayer(int units, int capacity, double alpha) : ActivationLayer(units, capacity)
{
    private readonly float alpha = (float)alpha;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Apply(float* x, float* y, nint length)
    {
        Vector256<float> size = Vector256.Create(alpha);
        for (nint i = 0; i < length; i += 8)
        {
            Vector256<float> v = Vector256.Load(x + i);
            Vector256.ConditionalSelect(Vector256.GreaterThan(v, Vector256<float>.Zero), v, size * FloatFunctions.ExpLessOne(v)).Store(y + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Differentiate(float* y, float* gradient, nint length)
    {
        Vector256<float> size = Vector256.Create(alpha);
        for (nint i = 0; i < length; i += 8)
        {
            Vector256<float> v = Vector256.Load(y + i), g = Vector256.Load(gradient + i);
            Vector256.ConditionalSelect(Vector256.GreaterThan(v, Vector256<float>.Zero), g, g * (v + size)).Store(gradient + i);
        }
    }
}
