using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HyperSearch.Trainer.Layers;

/// <summary>x where it is positive, else slope x, with the derivative slope at 0. Maas et al., ICML 2013.</summary>
internal sealed unsafe class LeakyReluLayer(int units, int capacity, double slope) : ActivationLayer(units, capacity)
{
    private readonly float slope = (float)slope;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Apply(float* x, float* y, nint length)
    {
        Vector256<float> below = Vector256.Create(slope);
        for (nint i = 0; i < length; i += 8)
        {
            Vector256<float> v = Vector256.Load(x + i);
            Vector256.ConditionalSelect(Vector256.GreaterThan(v, Vector256<float>.Zero), v, below * v).Store(y + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Differentiate(float* y, float* gradient, nint length)
    {
        Vector256<float> below = Vector256.Create(slope);
        for (nint i = 0; i < length; i += 8)
        {
            Vector256<float> g = Vector256.Load(gradient + i);
            Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Load(y + i), Vector256<float>.Zero), g, below * g).Store(gradient + i);
        }
    }
}
