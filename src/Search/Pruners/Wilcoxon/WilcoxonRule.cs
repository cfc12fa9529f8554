namespace HyperSearch.Search.Pruners;

/// <summary>Stops a trial that is worse than a certain other one by the signed-rank test over their common epochs.</summary>
/// <param name="Other">The other trial's number.</param>
/// <param name="Losses">Its loss after each epoch.</param>
/// <param name="Significance">The probability below which the trial stops.</param>
/// <param name="WarmupEpochs">How many epochs go by before it may.</param>
public sealed record WilcoxonRule(int Other, IReadOnlyList<double> Losses, double Significance, int WarmupEpochs) : PrunerRule
{
    /// <inheritdoc />
    public override string? ReasonToStop(LossCurve own)
    {
        int epoch = own.Losses.Count;
        if (epoch <= WarmupEpochs || epoch > Losses.Count)
        {
            return null;
        }

        double[] differences = new double[epoch];
        double sum = 0;
        for (int i = 0; i < epoch; i++)
        {
            // Two that are infinite alike do not differ.
            differences[i] = own.Losses[i] == Losses[i] ? 0 : own.Losses[i] - Losses[i];
            sum += differences[i];
        }

        // Many small losses and one great gain are no reason to stop; nor are infinities on both sides, whose sum is no number.
        if (!(sum > 0))
        {
            return null;
        }

        double p = SignedRankTest.ProbabilityOfGreater(differences);
        return p < Significance
            ? Text($"pruned at epoch {epoch}: worse than trial {Other} after {differences.Count(d => d > 0)} of {epoch} epochs and better after {differences.Count(d => d < 0)} (signed-rank test, p = {p:G2})")
            : null;
    }
}
