using System.Globalization;

namespace HyperSearch.Search.Pruners;

/// <summary>
/// The percentile rule, the median rule for 50 (Golovin et al., "Google Vizier", KDD 2017, section 3.3; here with values instead of running averages, as is usual now): a trial stops after
/// an epoch if its best value so far is worse than the <see cref="PercentilePrunerOptions.Percentile"/>-th percentile of the values that earlier trials had after that epoch.
/// </summary>
/// <remarks>The percentile is a value of a trial (nearest rank), so no sum is taken. A rule costs known epochs, times the logarithm of the trials.</remarks>
public sealed class PercentilePruner(PercentilePrunerOptions options) : IPruner
{
    private const int LeastTrials = 2;

    /// <inheritdoc />
    public PrunerRule? RuleFor(PrunerKnowledge known)
    {
        if (known.Curves.Count(c => c.IsComplete) < options.StartTrials)
        {
            return null;
        }

        string name = options.Percentile == 50 ? "the median" : string.Create(CultureInfo.InvariantCulture, $"the best {options.Percentile} %");
        var ceilings = new List<Ceiling>();
        for (int epoch = options.WarmupEpochs + 1; epoch < known.Epochs; epoch++)
        {
            double[] losses = LossesAt(known, epoch);
            if (losses.Length >= LeastTrials)
            {
                Array.Sort(losses);
                int rank = Math.Clamp((int)Math.Ceiling(options.Percentile * losses.Length / 100), 1, losses.Length);
                ceilings.Add(new Ceiling(epoch, losses[rank - 1], $"{name} of {losses.Length} trials"));
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
