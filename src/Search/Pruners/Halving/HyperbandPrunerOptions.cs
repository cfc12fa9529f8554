using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Pruners;

/// <summary>Hyperband: successive halving in brackets that begin at different rungs.</summary>
[Description("Hyperband: successive halving in brackets that begin at different rungs, some of them late, for trials that start slowly.")]
public sealed record HyperbandPrunerOptions : PrunerOptions
{
    /// <summary>The least that a trial is trained.</summary>
    [Description("The least that a trial is trained, in epochs. Default: 1.")]
    [Range(1, 1_000_000)]
    public int MinEpochs { get; init; } = 1;

    /// <summary>One of how many goes on at a rung (eta in the paper).</summary>
    [Description("At a rung, one of how many trials goes on; the next rung is as many times later (eta in the paper). Default: 3.")]
    [Range(2, 1000)]
    public int Factor { get; init; } = 3;
}
