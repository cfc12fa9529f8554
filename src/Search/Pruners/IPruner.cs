namespace HyperSearch.Search.Pruners;

/// <summary>
/// A strategy that stops trials early. What it may learn from is fixed when a trial is proposed, so it decides then, once, by which rule that trial is to be stopped: a pure function
/// of what the virtual clock lets the trial know. What a pruner keeps between calls may only save time; a new instance gives the same rules.
/// </summary>
public interface IPruner
{
    /// <summary>The rule of trial <see cref="PrunerKnowledge.Trial"/>; null: it is trained to its last epoch.</summary>
    PrunerRule? RuleFor(PrunerKnowledge known);
}
