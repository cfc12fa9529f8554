using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Layers;

/// <summary>Layers one after another: for every hidden layer a dense one and an activation, with normalisation before or after it and dropout last, as told; then a dense one.</summary>
internal sealed class Network : IDisposable
{
    private readonly List<Layer> layers = [];
    private readonly ModalLayer[] modalLayers;
    private readonly Matrix[] hiddenOutputs;

    public Network(NetworkOptions options, int inputs, int classes, int capacity, MatrixKernels kernels)
    {
        int width = inputs;
        foreach (int units in options.Hidden)
        {
            layers.Add(new DenseLayer(kernels, width, units, capacity, givesInputGradient: layers.Count > 0));
            layers.AddRange(LayerFactory.CreateHidden(options, units, capacity));
            width = units;
        }

        layers.Add(new DenseLayer(kernels, width, classes, capacity, givesInputGradient: layers.Count > 0));
        DenseLayers = [.. layers.OfType<DenseLayer>()];
        hiddenOutputs = new Matrix[options.Hidden.Length];
        modalLayers = [.. layers.OfType<ModalLayer>()];
        DropoutLayers = [.. layers.OfType<DropoutLayer>()];
        NormalizationLayers = [.. layers.OfType<NormalizationLayer>()];
        Parameters = [.. layers.SelectMany(layer => layer.Parameters)];
    }

    public IReadOnlyList<DenseLayer> DenseLayers { get; }

    /// <summary>The outputs of the activations in the last forward pass, by hidden layer.</summary>
    public IReadOnlyList<Matrix> HiddenOutputs => hiddenOutputs;

    public IReadOnlyList<DropoutLayer> DropoutLayers { get; }

    public IReadOnlyList<NormalizationLayer> NormalizationLayers { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The scores of every class for the first <paramref name="rows"/> rows of <paramref name="input"/>; valid until the next call.</summary>
    /// <param name="input">The samples.</param>
    /// <param name="rows">How many they are.</param>
    /// <param name="trainedStep">The number of the step where this is part of one, from 0; null in evaluation. The same number draws the same dropout.</param>
    public Matrix Forward(Matrix input, int rows, int? trainedStep = null)
    {
        foreach (ModalLayer layer in modalLayers)
            layer.TrainedStep = trainedStep;

        int hidden = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            input = layers[i].Forward(input, rows);
            if (layers[i].IsActivation)
                hiddenOutputs[hidden++] = input;
        }

        return input;
    }

    /// <summary>Fills the gradient of every parameter from the gradient of the loss by the last scores, which a forward pass in training gave.</summary>
    public void Backward(Matrix gradient, int rows)
    {
        Matrix? next = gradient;
        for (int i = layers.Count - 1; i >= 0 && next is not null; i--)
            next = layers[i].Backward(next, rows, inputGradientWanted: i > 0);
    }

    public void Dispose() => layers.ForEach(layer => layer.Dispose());
}
