namespace HyperSearch.Search.Coordination;

/// <summary>How a trial ended, from the best to the worst: those that completed rank before all others.</summary>
public enum Outcome
{
    /// <summary>It was trained to its last epoch.</summary>
    Completed,

    /// <summary>A pruner stopped it.</summary>
    Pruned,

    /// <summary>A metric became infinite or not a number.</summary>
    Diverged,

    /// <summary>Every attempt at it failed.</summary>
    Failed,
}
