using HyperSearch.Numerics;

namespace HyperSearch.Trainer.Data;

/// <summary>Which samples a network learns from and which are kept back to score it.</summary>
public sealed class DataSplit
{
    internal DataSplit(int[] training, int[] validation) => (Training, Validation) = (training, validation);

    /// <summary>The samples of the training part, in rising order.</summary>
    public int[] Training { get; }

    /// <summary>The samples of the validation part, in rising order.</summary>
    public int[] Validation { get; }

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
        int total = Shape(data, validation).ValidationSamples;
        ReadOnlySpan<int> labels = data.Labels.Span;
        var members = new List<int>[data.Classes];
        for (int c = 0; c < members.Length; c++)
            members[c] = [];

        for (int i = 0; i < labels.Length; i++)
            members[labels[i]].Add(i);

        int[] shares = Shares([.. members.Select(m => m.Count)], validation, total);
        List<int> training = [], kept = [];
        for (int c = 0; c < members.Length; c++)
        {
            int[] order = [.. members[c]];
            new RandomStream(seed, StreamPurpose.Split, -repeat, c).Shuffle(order.AsSpan());
            kept.AddRange(order.AsSpan(0, shares[c]));
            training.AddRange(order.AsSpan(shares[c]));
        }

        training.Sort();
        kept.Sort();
        return new DataSplit([.. training], [.. kept]);
    }

    /// <summary>The sizes that <see cref="Stratified"/> would give, without drawing.</summary>
    /// <exception cref="DataException">One of the parts would be empty.</exception>
    public static DataShape Shape(Dataset data, double validation)
    {
        ArgumentNullException.ThrowIfNull(data);
        double kept = Math.Floor((validation * data.Count) + 0.5);
        return kept >= 1 && kept <= data.Count - 1
            ? new DataShape(data.Count - (int)kept, (int)kept, data.Inputs, data.Classes)
            : throw new DataException(
                $"A validation share of {validation} of {data.Count} samples leaves {(kept >= 1 ? "no sample to train on" : "no sample to validate on")}; both parts need at least one.");
    }

    /// <summary>The sizes of this split of <paramref name="data"/>.</summary>
    public DataShape Shape(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new DataShape(Training.Length, Validation.Length, data.Inputs, data.Classes);
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
