namespace HyperSearch.Trainer.Models;

/// <summary>What a model says of some samples: the probabilities of the classes, or for regression the number.</summary>
public sealed class Predictions
{
    private readonly double[] values;

    internal Predictions(double[] values, int outputs) => (this.values, Outputs) = (values, outputs);

    /// <summary>The number of samples.</summary>
    public int Count => values.Length / Outputs;

    /// <summary>Numbers of a sample: classes, or for regression 1.</summary>
    public int Outputs { get; }

    /// <summary>The numbers of a sample.</summary>
    public ReadOnlySpan<double> this[int sample] => values.AsSpan(sample * Outputs, Outputs);

    /// <summary>The class with the highest probability; of equals, the first.</summary>
    public int LabelOf(int sample)
    {
        ReadOnlySpan<double> of = this[sample];
        int best = 0;
        for (int c = 1; c < of.Length; c++)
            best = of[c] > of[best] ? c : best;

        return best;
    }

    /// <summary>The mean, number by number, of what several models say of the same samples: what their ensemble says. Summed in their order.</summary>
    public static Predictions Average(IReadOnlyList<Predictions> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 1)
            return members[0];

        double[] mean = new double[members[0].values.Length];
        foreach (Predictions member in members)
        {
            for (int i = 0; i < mean.Length; i++)
                mean[i] += member.values[i];
        }

        for (int i = 0; i < mean.Length; i++)
            mean[i] /= members.Count;

        return new Predictions(mean, members[0].Outputs);
    }
}
