using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Layers;

/// <summary>The layer that an option names.</summary>
internal static class LayerFactory
{
    public static ActivationLayer Create(Activation activation, int units, int capacity) => activation switch
    {
        Activation.Relu => new ReluLayer(units, capacity),
        Activation.Sigmoid => new SigmoidLayer(units, capacity),
        Activation.Tanh => new TanhLayer(units, capacity),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "no such activation"),
    };
}
