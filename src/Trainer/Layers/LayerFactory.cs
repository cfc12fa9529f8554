using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Layers;

/// <summary>The layers that the options name.</summary>
internal static class LayerFactory
{
    /// <summary>What follows the dense part of a hidden layer, in order.</summary>
    public static IEnumerable<Layer> CreateHidden(NetworkOptions options, int units, int capacity)
    {
        bool isNormalised = options.Normalization != Normalization.None, isBefore = options.NormalizationPlacement == NormalizationPlacement.Before;
        if (isNormalised && isBefore)
            yield return CreateNormalization(options.Normalization, units, capacity);

        yield return CreateActivation(options, units, capacity);
        if (isNormalised && !isBefore)
            yield return CreateNormalization(options.Normalization, units, capacity);

        if (options.Dropout > 0)
            yield return new DropoutLayer(units, capacity, options.Dropout);
    }

    private static Layer CreateActivation(NetworkOptions options, int units, int capacity) => options.Activation switch
    {
        Activation.Relu => new ReluLayer(units, capacity),
        Activation.Sigmoid => new SigmoidLayer(units, capacity),
        Activation.Tanh => new TanhLayer(units, capacity),
        Activation.LeakyRelu => new LeakyReluLayer(units, capacity, options.Slope),
        Activation.Elu => new EluLayer(units, capacity, options.Alpha),
        Activation.Gelu => new GeluLayer(units, capacity),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Activation, "no such activation"),
    };

    private static NormalizationLayer CreateNormalization(Normalization kind, int units, int capacity) => kind switch
    {
        Normalization.Batch => new BatchNormalizationLayer(units, capacity),
        Normalization.Layer => new LayerNormalizationLayer(units, capacity),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such normalisation"),
    };
}
