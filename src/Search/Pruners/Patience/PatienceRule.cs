namespace HyperSearch.Search.Pruners;

/// <summary>Stops a trial when the best of its last epochs is not better than the best before them.</summary>
/// <param name="Epochs">How many last epochs.</param>
/// <param name="MinDelta">By how much more than this it has to be better.</param>
public sealed record PatienceRule(int Epochs, double MinDelta) : PrunerRule
{
    /// <inheritdoc />
    public override string? ReasonToStop(LossCurve own)
    {
        int before = own.Losses.Count - Epochs;
        if (before < 1)
        {
            return null;
        }

        double earlier = own.Losses.Take(before).Min(), recent = own.Losses.Skip(before).Min();
        return recent < earlier - MinDelta ? null : Text($"pruned at epoch {own.Losses.Count}: no better than {own.ValueOf(earlier):G4} for {Epochs} epochs");
    }
}
