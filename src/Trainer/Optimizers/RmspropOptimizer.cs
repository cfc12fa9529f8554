using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Optimizers;

/// <summary>s = smoothing s + (1 - smoothing) g^2; w -= rate g / (sqrt(s) + epsilon), with decay w added to g. Tieleman and Hinton (2012).</summary>
internal sealed unsafe class RmspropOptimizer(IReadOnlyList<Parameter> parameters, OptimizerOptions options) : Optimizer(parameters, 1, options)
{
    private readonly float epsilon = (float)options.Epsilon;
    private readonly float smoothing = (float)options.Decay, rest = (float)(1 - options.Decay);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update(in Slice slice)
    {
        Vector256<float> decay = Vector256.Create((float)slice.Decay), step = Vector256.Create((float)-LearningRate), small = Vector256.Create(epsilon);
        Vector256<float> kept = Vector256.Create(smoothing), added = Vector256.Create(rest);
        for (nint i = 0; i < slice.Length; i += 8)
        {
            Vector256<float> w = Vector256.Load(slice.Weights + i), g = Vector256.FusedMultiplyAdd(decay, w, Vector256.Load(slice.Gradient + i));
            Vector256<float> s = Vector256.FusedMultiplyAdd(added * g, g, kept * Vector256.Load(slice.First + i));
            s.Store(slice.First + i);
            Vector256.FusedMultiplyAdd(step, g / (Vector256.Sqrt(s) + small), w).Store(slice.Weights + i);
        }
    }
}
