using HyperSearch.Numerics;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Layers;

/// <summary>Draws the weights a layer starts with; biases start at zero.</summary>
internal static class InitialWeights
{
    /// <summary>The standard deviation of the weights of a layer with so many inputs and outputs.</summary>
    public static double StandardDeviation(NetworkOptions options, int inputs, int outputs) => options.Initializer switch
    {
        Initializer.Zeros => 0,
        Initializer.Normal => options.Std,
        Initializer.Xavier => Math.Sqrt(1.0 / inputs),
        Initializer.Glorot => Math.Sqrt(2.0 / ((double)inputs + outputs)),
        Initializer.He => Math.Sqrt(2.0 / inputs),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Initializer, "no such initializer"),
    };

    /// <summary>Overwrites the weights of <paramref name="layer"/>, row after row.</summary>
    public static void Draw(DenseLayer layer, NetworkOptions options, RandomStream stream)
    {
        double deviation = StandardDeviation(options, layer.Weights.Values.Rows, layer.Weights.Values.Columns);
        for (int r = 0; r < layer.Weights.Values.Rows && deviation > 0; r++)
        {
            foreach (ref float weight in layer.Weights.Values.Row(r))
                weight = (float)(deviation * stream.NextGaussian());
        }
    }
}
