using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Layers;

/// <summary>Layers one after another: dense and activation for every hidden layer, then a dense one with an output for each class.</summary>
internal sealed class Network : IDisposable
{
    private readonly List<Layer> layers = [];

    public Network(NetworkOptions options, int inputs, int classes, int capacity, MatrixKernels kernels)
    {
        int width = inputs;
        foreach (int units in options.Hidden)
        {
            layers.Add(new DenseLayer(kernels, width, units, capacity, givesInputGradient: layers.Count > 0));
            layers.Add(LayerFactory.Create(options.Activation, units, capacity));
            width = units;
        }

        layers.Add(new DenseLayer(kernels, width, classes, capacity, givesInputGradient: layers.Count > 0));
        DenseLayers = [.. layers.OfType<DenseLayer>()];
        Parameters = [.. layers.SelectMany(layer => layer.Parameters)];
    }

    public IReadOnlyList<DenseLayer> DenseLayers { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The scores of every class for the first <paramref name="rows"/> rows of <paramref name="input"/>; valid until the next call.</summary>
    public Matrix Forward(Matrix input, int rows)
    {
        for (int i = 0; i < layers.Count; i++)
            input = layers[i].Forward(input, rows);

        return input;
    }

    /// <summary>Fills the gradient of every parameter from the gradient of the loss by the last scores.</summary>
    public void Backward(Matrix gradient, int rows)
    {
        Matrix? next = gradient;
        for (int i = layers.Count - 1; i >= 0 && next is not null; i--)
            next = layers[i].Backward(next, rows, inputGradientWanted: i > 0);
    }

    public void Dispose() => layers.ForEach(layer => layer.Dispose());
}
