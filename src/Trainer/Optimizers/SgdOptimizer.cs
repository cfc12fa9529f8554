using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Optimizers;

/// <summary>w -= rate (g + decay w).</summary>
internal sealed unsafe class SgdOptimizer(IReadOnlyList<Parameter> parameters, OptimizerOptions options) : Optimizer(parameters, 0, options)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update(in Slice slice)
    {
        Vector256<float> decay = Vector256.Create((float)slice.Decay), step = Vector256.Create((float)-LearningRate);
        for (nint i = 0; i < slice.Length; i += 8)
        {
            Vector256<float> w = Vector256.Load(slice.Weights + i), g = Vector256.FusedMultiplyAdd(decay, w, Vector256.Load(slice.Gradient + i));
            Vector256.FusedMultiplyAdd(step, g, w).Store(slice.Weights + i);
        }
    }
}
