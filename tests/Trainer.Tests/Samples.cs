using HyperSearch.Numerics;
using HyperSearch.Trainer.Data;

namespace HyperSearch.Trainer.Tests;

/// <summary>Small data sets made in memory.</summary>
internal static class Samples
{
    /// <summary>Normal features around a centre of each class; sample i has the label i modulo <paramref name="classes"/>.</summary>
    public static Dataset Clusters(int count, int inputs, int classes, double spread = 0.5)
    {
        var random = new RandomStream(77, StreamPurpose.Digits);
        double[] centres = [.. Enumerable.Range(0, inputs * classes).Select(_ => random.NextGaussian())];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % classes)];
        float[] features = new float[count * inputs];
        for (int i = 0; i < features.Length; i++)
            features[i] = (float)(centres[(labels[i / inputs] * inputs) + (i % inputs)] + (spread * random.NextGaussian()));

        return new Dataset(features, labels, inputs, classes);
    }

    /// <summary>The first samples for training, the rest for validation.</summary>
    public static DataSplit Split(Dataset data, int training) => new([.. Enumerable.Range(0, training)], [.. Enumerable.Range(training, data.Count - training)]);
}
