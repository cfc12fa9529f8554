using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Pruners;

/// <summary>Stops a trial whose best value so far is worse than the median of earlier trials after the same epoch.</summary>
[Description("Stops a trial whose best value so far is worse than the median of earlier trials after the same epoch. Loses good trials that start slowly.")]
public sealed record MedianPrunerOptions : PrunerOptions
{
    /// <summary>How many earlier trials must have been trained to their ends before any is stopped.</summary>
    [Description("How many earlier trials must have been trained to their ends before any is stopped. Default: 5.")]
    [Range(1, 100_000)]
    public int StartTrials { get; init; } = 5;

    /// <summary>How many epochs no trial is stopped in.</summary>
    [Description("How many epochs of each trial go by before it may be stopped. Default: 0.")]
    [Range(0, 1_000_000)]
    public int WarmupEpochs { get; init; }
}
