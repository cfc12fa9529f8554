using System.Globalization;

namespace HyperSearch.Search.Pruners;

/// <summary>
/// The percentile rule, the median rule for 50 (Golovin et al., "Google Vizier", KDD 2017, section 3.3; here with values instead of running averages, as is usual now): a trial stops after
/// an epoch if its best value so far is worse than the <see cref="PercentilePrunerOptions.Percentile"/>-th percentile of the values that earlier trials had after that epoch.
/// </summary>
/// <remarks>
/// The percentile is a value of a trial (nearest rank), so no sum is taken. The losses of ended trials are kept in order from rule to rule, so that a rule costs the epochs of the trials that have
/// ended since the last one and of those under way, times the logarithm of the trials.
/// </remarks>
public sealed class PercentilePruner(PercentilePrunerOptions options) : IPruner
{
    private const int LeastTrials = 2;

    // Of trials that had ended before those that ask now; every later one finds them the same.
    private readonly SortedLosses kept = new();

    /// <inheritdoc />
    public PrunerRule? RuleFor(PrunerKnowledge known)
    {
        // A trial that asks late may know less than what was kept.
        SortedLosses settled = known.Settled >= kept.Trials ? kept : new SortedLosses(), rest = new();
        for (int j = settled.Trials; j < known.Curves.Count; j++)
        {
            (j < known.Settled ? settled : rest).Add(known.Curves[j]);
        }

        if (settled.Completed + rest.Completed < options.StartTrials)
        {
            return null;
        }

        string name = options.Percentile == 50 ? "the median" : string.Create(CultureInfo.InvariantCulture, $"the best {options.Percentile} %");
        var ceilings = new List<Ceiling>();
        for (int epoch = options.WarmupEpochs + 1; epoch < known.Epochs; epoch++)
        {
            IReadOnlyList<double> a = settled.At(epoch), b = rest.At(epoch);
            int count = a.Count + b.Count;
            if (count >= LeastTrials)
            {
                int rank = Math.Clamp((int)Math.Ceiling(options.Percentile * count / 100), 1, count);
                ceilings.Add(new Ceiling(epoch, SortedLosses.Select(a, b, rank), $"{name} of {count} trials"));
            }
        }

        return ceilings.Count > 0 ? new CeilingRule(ceilings, ReadsBest: true) : null;
    }

    /// <summary>The losses of all trials that are known to have come so far.</summary>
    internal static double[] LossesAt(PrunerKnowledge known, int epoch)
    {
        var losses = new List<double>();
        foreach (KnownCurve curve in known.Curves)
        {
            if (curve.Count >= epoch)
            {
                losses.Add(curve.At(epoch));
            }
        }

        return [.. losses];
    }
}
