namespace HyperSearch.Search.Pruners;

/// <summary>
/// Asynchronous successive halving (Li et al., "A system for massively parallel hyperparameter tuning", MLSys 2020, arXiv:1810.05934, Algorithm 2, in its stopping variant): at the
/// rungs r, r eta, r eta^2, ... a trial goes on if it is among the best 1 / eta of those that are known to have come there, itself included.
/// </summary>
/// <remarks><see cref="AshaPrunerOptions.MinEpochs"/> is r, <see cref="AshaPrunerOptions.Factor"/> eta; the budget R is the trainer's epochs. A rule costs known trials, times rungs.</remarks>
public sealed class AshaPruner(AshaPrunerOptions options) : IPruner
{
    /// <inheritdoc />
    public PrunerRule? RuleFor(PrunerKnowledge known) => RungLadder.Rule(RungLadder.From(options.MinEpochs, options.Factor, known.Epochs), options.Factor, known, "");
}
