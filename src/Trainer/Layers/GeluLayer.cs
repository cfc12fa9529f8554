using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Numerics;
using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Layers;

/// <summary>x P(x), with P the standard normal distribution function; the derivative is P(x) + x p(x). Hendrycks and Gimpel, arXiv:1606.08415, the exact form.</summary>
/// <remarks>The derivative cannot be had from the output, which takes some values twice; so the input, which its owner keeps until the next forward pass, is used again.</remarks>
internal sealed unsafe class GeluLayer(int units, int capacity) : Layer
{
    private const float RootOf2Pi = 0.3989422804014327f; // 1 / sqrt(2 pi)

    private readonly Matrix output = new(capacity, units);
    private Matrix? input;

    public override bool IsActivation => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override Matrix Forward(Matrix input, int rows)
    {
        this.input = input;
        float* x = input.Data, y = output.Data;
        nint length = (nint)rows * output.Stride;
        for (nint i = 0; i < length; i += 8)
        {
            Vector256<float> v = Vector256.Load(x + i);
            (v * FloatFunctions.NormalCdf(v)).Store(y + i);
        }

        return output;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override Matrix Backward(Matrix gradient, int rows, bool inputGradientWanted)
    {
        float* x = input!.Data, g = gradient.Data;
        nint length = (nint)rows * output.Stride;
        for (nint i = 0; i < length; i += 8)
        {
            Vector256<float> v = Vector256.Load(x + i), density = Vector256.Create(RootOf2Pi) * FloatFunctions.Exp(Vector256.Create(-0.5f) * v * v);
            (Vector256.Load(g + i) * Vector256.FusedMultiplyAdd(v, density, FloatFunctions.NormalCdf(v))).Store(g + i);
        }

        return gradient;
    }

    public override void Dispose() => output.Dispose();
}
