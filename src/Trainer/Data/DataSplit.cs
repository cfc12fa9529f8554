using HyperSearch.Numerics;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Data;

/// <summary>Which samples a network learns from and which are kept back to score it.</summary>
public sealed class DataSplit
{
    private readonly Dictionary<FeatureScaling, Normalizer?> normalizers = [];

    internal DataSplit(int[] training, int[] validation, int[]? test = null) => (Training, Validation, Test) = (training, validation, test ?? []);

    /// <summary>The samples of the training part, in rising order.</summary>
    public int[] Training { get; }

    /// <summary>The samples of the validation part, in rising order.</summary>
    public int[] Validation { get; }

    /// <summary>The samples, in rising order, that no trial sees, where they are a share of the samples; else empty.</summary>
    public int[] Test { get; }

    /// <summary>
    /// Draws the split that the options describe. A test share is drawn first, the same for every repeat, and the validation share from what is left; both are stratified
    /// by class. A validation part that is data of its own is taken as it is.
    /// </summary>
    /// <param name="data">The samples, loaded by the same options.</param>
    /// <param name="options">The shares.</param>
    /// <param name="seed">The seed of the study.</param>
    /// <param name="repeat">0 for the study's own split, r for that of the r-th confirmation.</param>
    /// <exception cref="DataException">A part would be empty, or a class would have no sample to be learnt from.</exception>
    public static DataSplit Draw(Dataset data, DataOptions options, ulong seed, int repeat)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(repeat);
        int[] pool = [.. Enumerable.Range(0, data.Count - data.OwnValidation)], test = [];
        if (options.Test?.Fraction is { } held)
            (test, pool) = Take(data, pool, held, "test", seed, StreamPurpose.TestPart, 0);

        (int[] validation, int[] training) = data.OwnValidation > 0
            ? ([.. Enumerable.Range(data.Count - data.OwnValidation, data.OwnValidation)], pool)
            : Take(data, pool, options.Validation.Fraction.GetValueOrDefault(), "validation", seed, StreamPurpose.Split, repeat);
        CheckClasses(data, training);
        return new DataSplit(training, validation, test);
    }

    /// <summary>
    /// Draws a split in which every class has its share of the validation part, within one sample. The validation part has
    /// <paramref name="validation"/> times all samples, rounded (halves up).
    /// </summary>
    /// <param name="data">The samples.</param>
    /// <param name="validation">The share kept back, over 0 and under 1.</param>
    /// <param name="seed">The seed of the study.</param>
    /// <param name="repeat">0 for the study's own split, r for that of the r-th confirmation.</param>
    /// <exception cref="DataException">One of the parts would be empty.</exception>
    public static DataSplit Stratified(Dataset data, double validation, ulong seed, int repeat)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(repeat);
        (int[] kept, int[] training) = Take(data, [.. Enumerable.Range(0, data.Count)], validation, "validation", seed, StreamPurpose.Split, repeat);
        return new DataSplit(training, kept);
    }

    /// <summary>The split in which the validation part is trained on too, and nothing is left to score but the test part.</summary>
    public DataSplit WithoutValidation() => new([.. Training.Concat(Validation).Order()], [], Test);

    /// <summary>The sizes that <see cref="Stratified"/> would give, without drawing.</summary>
    /// <exception cref="DataException">One of the parts would be empty.</exception>
    public static DataShape Shape(Dataset data, double validation)
    {
        ArgumentNullException.ThrowIfNull(data);
        int kept = Kept(data.Count, validation, "validation");
        return new DataShape(data.Count - kept, kept, data.Inputs, data.Classes);
    }

    /// <summary>The sizes of this split of <paramref name="data"/>.</summary>
    public DataShape Shape(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new DataShape(Training.Length, Validation.Length, data.Inputs, data.Classes);
    }

    /// <summary>What scales the features, learnt from the training part once; null where nothing is to be done.</summary>
    internal Normalizer? Normalizer(Dataset data, FeatureScaling scaling)
    {
        lock (normalizers)
        {
            if (!normalizers.TryGetValue(scaling, out Normalizer? found))
                normalizers[scaling] = found = Data.Normalizer.Fit(data, Training, scaling);

            return found;
        }
    }

    private static int Kept(int count, double share, string part)
    {
        double kept = Math.Floor((share * count) + 0.5);
        return kept >= 1 && kept <= count - 1
            ? (int)kept
            : throw new DataException($"A {part} share of {share} of {count} samples leaves {(kept >= 1 ? "no sample to train on" : $"no sample to {(part == "test" ? "test" : "validate")} on")}; both parts need at least one.");
    }

    private static (int[] Kept, int[] Left) Take(Dataset data, int[] pool, double share, string part, ulong seed, StreamPurpose purpose, int repeat)
    {
        int total = Kept(pool.Length, share, part);
        ReadOnlySpan<int> labels = data.Labels.Span;
        var members = new List<int>[data.Classes];
        for (int c = 0; c < members.Length; c++)
            members[c] = [];

        foreach (int sample in pool)
            members[labels[sample]].Add(sample);

        int[] shares = Shares([.. members.Select(m => m.Count)], share, total);
        List<int> rest = [], kept = [];
        for (int c = 0; c < members.Length; c++)
        {
            int[] order = [.. members[c]];
            new RandomStream(seed, purpose, -repeat, c).Shuffle(order.AsSpan());
            kept.AddRange(order.AsSpan(0, shares[c]));
            rest.AddRange(order.AsSpan(shares[c]));
        }

        rest.Sort();
        kept.Sort();
        return ([.. kept], [.. rest]);
    }

    private static void CheckClasses(Dataset data, int[] training)
    {
        ReadOnlySpan<int> labels = data.Labels.Span;
        int[] all = new int[data.Classes], learnt = new int[data.Classes];
        foreach (int label in labels)
            all[label]++;

        foreach (int sample in training)
            learnt[labels[sample]]++;

        for (int c = 0; c < all.Length; c++)
        {
            if (all[c] > 0 && learnt[c] == 0)
                throw new DataException($"The class {(c < data.ClassNames.Count ? $"'{data.ClassNames[c]}'" : c)} has {all[c]} of {labels.Length} samples, none of them in the training part; give it more samples, or keep back a smaller share.");
        }
    }

    // Whole shares first; what is left goes to the largest remainders (of equals, the lower class).
    private static int[] Shares(int[] counts, double validation, int total)
    {
        int[] shares = [.. counts.Select(n => (int)(validation * n))];
        int[] byRemainder = [.. Enumerable.Range(0, counts.Length).OrderByDescending(c => (validation * counts[c]) - shares[c])];
        int left = total - shares.Sum();
        for (int i = 0; i < left; i++)
            shares[byRemainder[i]]++;

        return shares;
    }
}
