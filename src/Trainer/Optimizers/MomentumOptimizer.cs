using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Optimizers;

/// <summary>
/// v = momentum v + g; w -= rate v, or, looking ahead (Nesterov; Sutskever et al., ICML 2013), w -= rate (g + momentum v); with decay w added to g. The rate is outside v,
/// as in PyTorch: while it does not change, the other textbook form, v = momentum v - rate g; w += v, takes the same steps.
/// </summary>
internal sealed unsafe class MomentumOptimizer(IReadOnlyList<Parameter> parameters, OptimizerOptions options, bool looksAhead)
    : Optimizer(parameters, 1, options)
{
    private readonly float momentum = (float)options.Momentum;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update(in Slice slice)
    {
        Vector256<float> decay = Vector256.Create((float)slice.Decay), step = Vector256.Create((float)-LearningRate), kept = Vector256.Create(momentum);
        for (nint i = 0; i < slice.Length; i += 8)
        {
            Vector256<float> w = Vector256.Load(slice.Weights + i), g = Vector256.FusedMultiplyAdd(decay, w, Vector256.Load(slice.Gradient + i));
            Vector256<float> v = Vector256.FusedMultiplyAdd(kept, Vector256.Load(slice.First + i), g);
            v.Store(slice.First + i);
            Vector256.FusedMultiplyAdd(step, looksAhead ? Vector256.FusedMultiplyAdd(kept, v, g) : v, w).Store(slice.Weights + i);
        }
    }
}
