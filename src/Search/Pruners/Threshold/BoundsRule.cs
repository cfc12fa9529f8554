namespace HyperSearch.Search.Pruners;

/// <summary>Stops a trial whose loss leaves fixed bounds.</summary>
/// <param name="Least">The least that it may be; null: anything.</param>
/// <param name="Most">The most that it may be; null: anything.</param>
/// <param name="WarmupEpochs">How many epochs go by before.</param>
public sealed record BoundsRule(double? Least, double? Most, int WarmupEpochs) : PrunerRule
{
    /// <inheritdoc />
    public override string? ReasonToStop(LossCurve own)
    {
        double loss = own.Losses[^1];
        return own.Losses.Count <= WarmupEpochs ? null
            : loss < Least ? Text($"pruned at epoch {own.Losses.Count}: {own.ValueOf(loss):G4} is beyond {own.ValueOf(Least.Value):G4}")
            : loss > Most ? Text($"pruned at epoch {own.Losses.Count}: {own.ValueOf(loss):G4} is worse than {own.ValueOf(Most.Value):G4}")
            : null;
    }
}
