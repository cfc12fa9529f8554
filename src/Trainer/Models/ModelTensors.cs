using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Layers;

namespace HyperSearch.Trainer.Models;

/// <summary>
/// The numbers of a network by name, in PyTorch's shapes: <c>layers.N.weight</c> [outputs, inputs] and <c>layers.N.bias</c> of the dense layers; <c>norms.N.weight</c>,
/// <c>norms.N.bias</c> and, with batch normalisation, <c>norms.N.running_mean</c> and <c>norms.N.running_var</c>; where features are scaled <c>input.shift</c>,
/// <c>input.scale</c> and <c>input.fill</c>.
/// </summary>
internal static class ModelTensors
{
    private const string Shift = "input.shift", Scale = "input.scale", Fill = "input.fill";

    /// <summary>Copies of a network's numbers and of what scales its inputs.</summary>
    public static IReadOnlyList<Tensor> Of(Network network, Normalizer? normalizer) =>
    [
        .. normalizer is null ? [] : new[] { Vector(Shift, normalizer.Shift), Vector(Scale, normalizer.Scale), Vector(Fill, normalizer.Fill) },
        .. network.DenseLayers.SelectMany((layer, i) => new[] { Transposed($"layers.{i}.weight", layer.Weights.Values), Vector($"layers.{i}.bias", layer.Biases.Values.Row(0)) }),
        .. network.NormalizationLayers.SelectMany((layer, i) => Vectors(layer, i).Select(v => Vector(v.Name, v.Values.Row(0)))),
    ];

    /// <summary>Gives a network its numbers.</summary>
    /// <returns>What scales its inputs; null where they are not scaled.</returns>
    /// <exception cref="ModelException">A tensor is missing, of another shape, superfluous, or holds what is no number.</exception>
    public static Normalizer? Restore(Network network, int inputs, TensorFile file, string path)
    {
        Dictionary<string, Tensor> left = file.Tensors.ToDictionary(t => t.Name);
        Normalizer? normalizer = left.ContainsKey(Shift) ? new Normalizer(Take(Shift, inputs).Values, Take(Scale, inputs).Values, Take(Fill, inputs).Values) : null;
        for (int i = 0; i < network.DenseLayers.Count; i++)
        {
            (Matrix weights, Matrix biases) = (network.DenseLayers[i].Weights.Values, network.DenseLayers[i].Biases.Values);
            float[] values = Take($"layers.{i}.weight", weights.Columns, weights.Rows).Values;
            for (int r = 0; r < weights.Rows; r++)
            {
                Span<float> row = weights.Row(r);
                for (int c = 0; c < row.Length; c++)
                    row[c] = values[((long)c * weights.Rows) + r];
            }

            Take($"layers.{i}.bias", biases.Columns).Values.CopyTo(biases.Row(0));
        }

        foreach ((string name, Matrix vector) in network.NormalizationLayers.SelectMany(Vectors))
            Take(name, vector.Columns).Values.CopyTo(vector.Row(0));

        return left.Count == 0 ? normalizer : throw new ModelException($"{path} has the tensor '{left.Keys.First()}', which the network of its config has not.");

        Tensor Take(string name, params int[] shape)
        {
            if (!left.Remove(name, out Tensor? tensor))
                throw new ModelException($"{path} has no tensor '{name}', which the network of its config needs.");

            if (!tensor.Shape.SequenceEqual(shape))
                throw new ModelException($"{path}: '{name}' has the shape [{string.Join(", ", tensor.Shape)}]; the network of its config needs [{string.Join(", ", shape)}].");

            int wrong = Array.FindIndex(tensor.Values, v => !float.IsFinite(v));
            return wrong < 0 ? tensor : throw new ModelException($"{path}: number {wrong} of '{name}' is {tensor.Values[wrong]}; expected a finite one.");
        }
    }

    private static (string Name, Matrix Values)[] Vectors(NormalizationLayer layer, int index) =>
    [
        ($"norms.{index}.weight", layer.Gain.Values),
        ($"norms.{index}.bias", layer.Shift.Values),
        .. layer is BatchNormalizationLayer batch ? [($"norms.{index}.running_mean", batch.RunningMean), ($"norms.{index}.running_var", batch.RunningVariance)] : Array.Empty<(string, Matrix)>(),
    ];

    private static Tensor Vector(string name, ReadOnlySpan<float> values) => new(name, [values.Length], values.ToArray());

    private static Tensor Transposed(string name, Matrix values)
    {
        float[] numbers = new float[(long)values.Rows * values.Columns];
        for (int r = 0; r < values.Rows; r++)
        {
            Span<float> row = values.Row(r);
            for (int c = 0; c < row.Length; c++)
                numbers[((long)c * values.Rows) + r] = row[c];
        }

        return new Tensor(name, [values.Columns, values.Rows], numbers);
    }
}
