using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Pruners;

/// <summary>Stops a trial after an epoch whose value lies outside fixed bounds. It learns from no other trial.</summary>
public sealed class ThresholdPruner(ThresholdPrunerOptions options, ObjectiveOptions objective) : IPruner
{
    private readonly BoundsRule rule = new(
        objective.Direction == Direction.Maximize ? -options.Upper : options.Lower,
        objective.Direction == Direction.Maximize ? -options.Lower : options.Upper,
        options.WarmupEpochs);

    /// <inheritdoc />
    public PrunerRule RuleFor(PrunerKnowledge known) => rule;
}
