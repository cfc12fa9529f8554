namespace HyperSearch.Search.Pruners;

/// <summary>Stops a trial that has not got better for some epochs. It learns from no other trial.</summary>
public sealed class PatiencePruner(PatiencePrunerOptions options) : IPruner
{
    private readonly PatienceRule rule = new(options.Epochs, options.MinDelta);

    /// <inheritdoc />
    public PrunerRule RuleFor(PrunerKnowledge known) => rule;
}
