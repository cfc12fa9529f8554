using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Data;

/// <summary>Labelled samples in memory. Never changed once loaded, so any number of trials may share one.</summary>
public sealed class Dataset
{
    private readonly Lazy<string> fingerprint;
    private readonly Lazy<float> peak;

    internal Dataset(float[] features, int[] labels, int inputs, int classes)
    {
        (Features, Labels, Inputs, Classes) = (features, labels, inputs, classes);
        peak = new Lazy<float>(() => Brightest(Features.Span));
        fingerprint = new Lazy<string>(() => DatasetHash.Of(this));
    }

    /// <summary>The number of samples.</summary>
    public int Count => Labels.Length;

    /// <summary>The number of features of a sample.</summary>
    public int Inputs { get; }

    /// <summary>The number of classes; labels are 0 to one less. For regression 1: the number of outputs.</summary>
    public int Classes { get; }

    /// <summary>The features: sample after sample, <see cref="Inputs"/> numbers each. Missing ones are NaN.</summary>
    public ReadOnlyMemory<float> Features { get; }

    /// <summary>The label of each sample; for regression all 0.</summary>
    public ReadOnlyMemory<int> Labels { get; }

    /// <summary>The number to be predicted of each sample; empty where labels are classes.</summary>
    public ReadOnlyMemory<float> Targets { get; internal init; }

    /// <summary>Whether numbers are to be predicted, not classes.</summary>
    public bool IsRegression => Targets.Length > 0;

    /// <summary>How the features lie in a picture; null where they are none.</summary>
    public ImageShape? Image { get; internal init; }

    /// <summary>The names of the classes; empty where they are called by their numbers.</summary>
    public IReadOnlyList<string> ClassNames { get; internal init; } = [];

    /// <summary>The names of the features; empty where they have none.</summary>
    public IReadOnlyList<string> FeatureNames { get; internal init; } = [];

    /// <summary>How many of the samples, the last ones, are a validation part of its own; 0 where it is drawn from all.</summary>
    public int OwnValidation { get; internal init; }

    /// <summary>The brightest value of a picture: the largest feature, but at least 1.</summary>
    internal float Peak => peak.Value;

    /// <summary>Whether some features are missing (NaN).</summary>
    internal bool HasMissing { get; init; }

    /// <summary>
    /// The SHA-256, in lower-case hex, of the number of samples, inputs and classes, the features and the labels, each little-endian in 32 bits; for regression also the
    /// targets, and where the validation part is data of its own the number of its samples. Of the samples as they are used, not of the files they came from.
    /// </summary>
    public string Fingerprint => fingerprint.Value;

    /// <summary>Loads, or draws, the samples that <paramref name="options"/> describe: training part and validation part, not the test part.</summary>
    /// <exception cref="DataException">They are missing, unreadable, faulty, fewer than asked for, or not those of <see cref="DataOptions.Fingerprint"/>.</exception>
    public static Dataset Load(TrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Load(options.Data, DatasetLoading.IsRegression(options));
    }

    /// <summary>As <see cref="Load(TrainerOptions)"/>, with labels that are classes.</summary>
    /// <exception cref="DataException">As there.</exception>
    public static Dataset Load(DataOptions options) => Load(options, isRegression: false);

    /// <summary>
    /// Loads the test part where it is data of its own: that of the options' path, or what the source carries. Null where it is a share of the samples
    /// (<see cref="DataSplit.Test"/>) or there is none.
    /// </summary>
    /// <param name="options">What the training part was loaded by.</param>
    /// <param name="training">The training part, whose sizes and names the test part must have.</param>
    /// <exception cref="DataException">It is missing, unreadable or faulty, or does not fit.</exception>
    public static Dataset? LoadTest(TrainerOptions options, Dataset training)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(training);
        return DatasetLoading.LoadTest(options.Data, DatasetLoading.IsRegression(options), training);
    }

    private static float Brightest(ReadOnlySpan<float> features)
    {
        float brightest = 1;
        foreach (float v in features)
            brightest = Math.Max(brightest, v);

        return brightest;
    }

    private static Dataset Load(DataOptions options, bool isRegression)
    {
        ArgumentNullException.ThrowIfNull(options);
        Dataset data = DatasetLoading.Load(options, isRegression);
        if (options.Fingerprint is { } expected && !string.Equals(expected, data.Fingerprint, StringComparison.OrdinalIgnoreCase))
        {
            throw new DataException(
                $"The data ({options.Path ?? "drawn digits"}, {data.Count} samples) has the fingerprint {data.Fingerprint}, not the expected {expected}: it is not the data this study began with.")
            {
                Setting = "trainer.data.path",
            };
        }

        return data;
    }
}
