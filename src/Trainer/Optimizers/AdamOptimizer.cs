using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Optimizers;

/// <summary>
/// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w -= rate / (1 - b1^t) m / (sqrt(v / (1 - b2^t)) + epsilon). Kingma and Ba, arXiv:1412.6980. Weight decay is
/// added to g, or, where it is decoupled (Loshchilov and Hutter, arXiv:1711.05101), rate decay w is taken from w before.
/// </summary>
internal sealed unsafe class AdamOptimizer(IReadOnlyList<Parameter> parameters, OptimizerOptions options, bool isDecoupled)
    : Optimizer(parameters, 2, options)
{
    private readonly float epsilon = (float)options.Epsilon;
    private readonly float beta1 = (float)options.Beta1, rest1 = (float)(1 - options.Beta1), beta2 = (float)options.Beta2, rest2 = (float)(1 - options.Beta2);
    private readonly double exact1 = options.Beta1, exact2 = options.Beta2;
    private double power1 = 1, power2 = 1; // beta1^t and beta2^t, by multiplication: Math.Pow differs between C libraries
    private float rate, rootScale;

    protected override void BeginStep()
    {
        power1 *= exact1;
        power2 *= exact2;
        rate = (float)(LearningRate / (1 - power1));
        rootScale = (float)Math.Sqrt(1 - power2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update(in Slice slice)
    {
        Vector256<float> coupled = Vector256.Create(isDecoupled ? 0 : (float)slice.Decay);
        Vector256<float> decoupled = Vector256.Create(isDecoupled ? (float)(-LearningRate * slice.Decay) : 0);
        Vector256<float> kept1 = Vector256.Create(beta1), added1 = Vector256.Create(rest1), kept2 = Vector256.Create(beta2), added2 = Vector256.Create(rest2);
        Vector256<float> step = Vector256.Create(-rate), root = Vector256.Create(rootScale), small = Vector256.Create(epsilon);
        for (nint i = 0; i < slice.Length; i += 8)
        {
            Vector256<float> w = Vector256.Load(slice.Weights + i), g = Vector256.FusedMultiplyAdd(coupled, w, Vector256.Load(slice.Gradient + i));
            Vector256<float> m = Vector256.FusedMultiplyAdd(added1, g, kept1 * Vector256.Load(slice.First + i));
            Vector256<float> v = Vector256.FusedMultiplyAdd(added2 * g, g, kept2 * Vector256.Load(slice.Second + i));
            m.Store(slice.First + i);
            v.Store(slice.Second + i);
            w = Vector256.FusedMultiplyAdd(decoupled, w, w);
            Vector256.FusedMultiplyAdd(step, m / ((Vector256.Sqrt(v) / root) + small), w).Store(slice.Weights + i);
        }
    }
}
