namespace HyperSearch.Search.Pruners;

/// <summary>Stops a trial whose loss lies over a ceiling at one of some epochs.</summary>
/// <param name="Ceilings">The ceilings, by rising epochs.</param>
/// <param name="ReadsBest">Whether the best loss so far is compared instead of that of the epoch.</param>
public sealed record CeilingRule(IReadOnlyList<Ceiling> Ceilings, bool ReadsBest = false) : PrunerRule
{
    /// <inheritdoc />
    public override string? ReasonToStop(LossCurve own)
    {
        int epoch = own.Losses.Count;
        foreach (Ceiling ceiling in Ceilings)
        {
            if (ceiling.Epoch == epoch)
            {
                double loss = ReadsBest ? own.Losses.Min() : own.Losses[^1];
                return loss > ceiling.Loss ? Text($"pruned at epoch {epoch}: {own.ValueOf(loss):G4} is worse than {own.ValueOf(ceiling.Loss):G4}, {ceiling.What}") : null;
            }
        }

        return null;
    }
}
