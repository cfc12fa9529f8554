using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Pruners;

/// <summary>How a worker is to stop a trial by itself: the rule, and what it reads.</summary>
/// <param name="Objective">Which of the metrics is the objective, and how it is read.</param>
/// <param name="Rule">The rule.</param>
public sealed record Pruning(ObjectiveOptions Objective, PrunerRule Rule)
{
    /// <summary>A watch over a training that begins.</summary>
    public static PruningWatch? Watch(Pruning? pruning) => pruning is null ? null : new PruningWatch(pruning);
}
