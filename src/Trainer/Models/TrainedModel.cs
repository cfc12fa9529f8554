using HyperSearch.Numerics;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Losses;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Models;

/// <summary>A network that has been trained, with what scales its inputs: predicts, scores, and is saved and read again to the bit.</summary>
/// <remarks>Owns native memory: dispose it. Not thread-safe.</remarks>
public sealed class TrainedModel : IDisposable
{
    // Only speed depends on it: a row's scores depend on that row alone.
    private const int Rows = 128;

    private readonly TensorFile file;
    private readonly Network network;
    private readonly Normalizer? normalizer;
    private readonly Matrix batch;

    /// <summary>A model from the numbers of its file.</summary>
    /// <param name="config">What is known of it besides.</param>
    /// <param name="file">Its numbers.</param>
    /// <param name="path">How messages call the file.</param>
    /// <exception cref="ModelException">The numbers are not those of the network that the config describes.</exception>
    public TrainedModel(ModelConfig config, TensorFile file, string path)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(file);
        CheckSize(config, file, path);
        (Config, this.file) = (config, file);
        network = new Network(config.Trainer.Network, config.Inputs, config.Outputs, Rows, KernelChoice.Current);
        batch = new Matrix(Rows, config.Inputs);
        try
        {
            normalizer = ModelTensors.Restore(network, config.Inputs, file, path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What is known of it besides its numbers.</summary>
    public ModelConfig Config { get; }

    /// <summary>The model that a training has come to.</summary>
    /// <param name="loop">The training.</param>
    /// <param name="config">What is known of it besides its numbers.</param>
    /// <param name="metadata">Texts to be kept in its file.</param>
    public static TrainedModel Of(TrainingLoop loop, ModelConfig config, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(loop);
        return new TrainedModel(config, new TensorFile(loop.Tensors(), metadata), "the trained network");
    }

    /// <summary>Writes its file so that a reader, and a crash, find the old or the new one and never a part.</summary>
    /// <exception cref="IOException">It could not be written; the old file is as it was.</exception>
    public void Save(string path) => file.Write(path);

    /// <summary>Predicts from features: sample after sample, unscaled, as the source of its data gives them.</summary>
    public Predictions Predict(ReadOnlySpan<float> features)
    {
        int inputs = Config.Inputs, count = features.Length / inputs;
        ArgumentOutOfRangeException.ThrowIfNotEqual(count * inputs, features.Length);
        double[] values = new double[(long)count * Config.Outputs];
        for (int start = 0; start < count; start += Rows)
        {
            int rows = Math.Min(Rows, count - start);
            for (int r = 0; r < rows; r++)
                features.Slice((start + r) * inputs, inputs).CopyTo(batch.Row(r));

            Keep(Forward(rows), rows, values.AsSpan(start * Config.Outputs));
        }

        return new Predictions(values, Config.Outputs);
    }

    /// <summary>Predicts samples of some data and compares with their labels.</summary>
    /// <param name="data">The data.</param>
    /// <param name="samples">The samples of it.</param>
    /// <param name="predictions">What was predicted.</param>
    public Evaluation Evaluate(Dataset data, ReadOnlySpan<int> samples, out Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNotEqual(data.Inputs, Config.Inputs);
        ArgumentOutOfRangeException.ThrowIfNotEqual(data.Classes, Config.Outputs);
        LossFunction? loss = data.IsRegression ? null : LossFactory.Create(Config.Trainer.Loss);
        double[] values = new double[(long)samples.Length * Config.Outputs];
        int[] labels = new int[Rows];
        double total = 0;
        for (int start = 0; start < samples.Length; start += Rows)
        {
            int rows = Math.Min(Rows, samples.Length - start);
            for (int r = 0; r < rows; r++)
            {
                int sample = samples[start + r];
                data.Features.Span.Slice(sample * data.Inputs, data.Inputs).CopyTo(batch.Row(r));
                labels[r] = data.Labels.Span[sample];
            }

            Matrix scores = Forward(rows);
            Keep(scores, rows, values.AsSpan(start * Config.Outputs));

            // After they are kept: a loss function overwrites the scores.
            total += loss?.Invoke(scores, labels, rows).Loss ?? 0;
        }

        predictions = new Predictions(values, Config.Outputs);
        return Evaluation.Of(predictions, data, samples, total / samples.Length);
    }

    /// <summary>Frees the native memory.</summary>
    public void Dispose()
    {
        network.Dispose();
        batch.Dispose();
    }

    // Before memory is taken for a network that a config describes: its file must hold that many numbers.
    private static void CheckSize(ModelConfig config, TensorFile file, string path)
    {
        long needed = 0, width = config.Inputs;
        foreach (int units in config.Trainer.Network.Hidden.Append(config.Outputs))
        {
            needed += width * units;
            width = units;
        }

        long held = file.Tensors.Sum(t => t.Values.LongLength);
        if (held < needed)
            throw new ModelException($"{path} holds {held} numbers; the network of its config has more than {needed}.");
    }

    private Matrix Forward(int rows)
    {
        for (int r = 0; r < rows; r++)
            normalizer?.Apply(batch.Row(r));

        return network.Forward(batch, rows);
    }

    private void Keep(Matrix scores, int rows, Span<double> values)
    {
        for (int r = 0; r < rows; r++)
        {
            Span<double> to = values.Slice(r * Config.Outputs, Config.Outputs);
            Span<float> row = scores.Row(r);
            if (Config.Regression)
                to[0] = row[0];
            else
                Softmax(row, to);
        }
    }

    private static void Softmax(ReadOnlySpan<float> scores, Span<double> probabilities)
    {
        double highest = double.NegativeInfinity, sum = 0;
        foreach (float score in scores)
            highest = Math.Max(highest, score);

        for (int c = 0; c < scores.Length; c++)
            sum += probabilities[c] = Elementary.Exp(scores[c] - highest);

        for (int c = 0; c < scores.Length; c++)
            probabilities[c] /= sum;
    }
}
