namespace HyperSearch.Search.Pruners;

/// <summary>
/// Compares a trial with the best completed one, value by value, by Wilcoxon's signed-rank test (Biometrics Bulletin 1, 1945; as Optuna's pruner of this name), and stops it when it is
/// worse at the chosen significance, and in the mean.
/// </summary>
/// <remarks>
/// <para>
/// It suits trials whose epochs are exchangeable: the folds of a cross-validation, the instances of a benchmark, the questions of a test, in an order that is the same for all trials. The last
/// epoch is never judged, so that it can report the mean that is the objective. It does not suit learning curves: their epochs are not independent, and a slow start is not a bad end.
/// </para>
/// <para>The best trial is the one with the least final loss that the trial may know; of equal ones the first. A rule costs one look at each known trial; a decision n^3 additions at epoch n, and n log n beyond 50.</para>
/// </remarks>
public sealed class WilcoxonPruner(WilcoxonPrunerOptions options) : IPruner
{
    /// <inheritdoc />
    public PrunerRule? RuleFor(PrunerKnowledge known)
    {
        KnownCurve? best = null;
        foreach (KnownCurve curve in known.Curves)
        {
            best = curve.IsComplete && !(best?.Final <= curve.Final) ? curve : best;
        }

        return best is { } found ? new WilcoxonRule(found.Number, [.. Enumerable.Range(1, found.Count).Select(found.At)], options.Significance, options.WarmupEpochs) : null;
    }
}
