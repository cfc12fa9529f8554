using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Layers;

/// <summary>One step of a network. Owns its output; everything is allocated when it is made, nothing in a step.</summary>
internal abstract class Layer : IDisposable
{
    /// <summary>What the layer learns; empty for most.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>Whether the output is that of a hidden layer's activation, which diagnoses look at.</summary>
    public virtual bool IsActivation => false;

    /// <summary>The output for the first <paramref name="rows"/> rows of <paramref name="input"/>, valid until the next call. A row's output depends on that row alone.</summary>
    public abstract Matrix Forward(Matrix input, int rows);

    /// <summary>
    /// Takes the gradient of the loss by this layer's last output, overwrites its parameters' gradients and gives the gradient by its last input.
    /// <paramref name="gradient"/> may be changed in place and returned. Where the input's gradient is not wanted (the first layer), null may be returned.
    /// </summary>
    public abstract Matrix? Backward(Matrix gradient, int rows, bool inputGradientWanted);

    public abstract void Dispose();
}
