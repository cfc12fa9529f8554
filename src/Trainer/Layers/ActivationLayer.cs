using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Layers;

/// <summary>A function of one variable applied to every unit. A new one overrides the two array functions and is named in <see cref="LayerFactory"/>.</summary>
internal abstract unsafe class ActivationLayer(int units, int capacity) : Layer
{
    private readonly Matrix output = new(capacity, units);

    public sealed override bool IsActivation => true;

    public sealed override Matrix Forward(Matrix input, int rows)
    {
        Apply(input.Data, output.Data, (nint)rows * output.Stride);
        return output;
    }

    public sealed override Matrix Backward(Matrix gradient, int rows, bool inputGradientWanted)
    {
        Differentiate(output.Data, gradient.Data, (nint)rows * output.Stride);
        return gradient;
    }

    public sealed override void Dispose() => output.Dispose();

    /// <summary>y = f(x) for <paramref name="length"/> numbers, a multiple of 16.</summary>
    protected abstract void Apply(float* x, float* y, nint length);

    /// <summary>gradient *= f'(x), with f' written in terms of y = f(x); <paramref name="length"/> is a multiple of 16.</summary>
    protected abstract void Differentiate(float* y, float* gradient, nint length);
}
