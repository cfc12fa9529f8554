using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Pruners;

/// <summary>Asynchronous successive halving.</summary>
[Description("Asynchronous successive halving: at each rung the best of every few trials go on. Loses good trials that start slowly.")]
public sealed record AshaPrunerOptions : PrunerOptions
{
    /// <summary>The first rung (r in the paper).</summary>
    [Description("The first rung, in epochs (r in the paper). Default: 1.")]
    [Range(1, 1_000_000)]
    public int MinEpochs { get; init; } = 1;

    /// <summary>One of how many goes on, and how many times longer than to the rung before (eta in the paper).</summary>
    [Description("At a rung, one of how many trials goes on; the next rung is as many times later (eta in the paper). Default: 4.")]
    [Range(2, 1000)]
    public int Factor { get; init; } = 4;
}
