using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Pruners;

/// <summary>Stops a trial whose value leaves fixed bounds.</summary>
[Description("Stops a trial whose value leaves fixed bounds.")]
public sealed record ThresholdPrunerOptions : PrunerOptions
{
    /// <summary>A trial with a value below it stops.</summary>
    [Description("A trial with a value below it stops. Absent: no lower bound.")]
    public double? Lower { get; init; }

    /// <summary>A trial with a value above it stops.</summary>
    [Description("A trial with a value above it stops. Absent: no upper bound.")]
    public double? Upper { get; init; }

    /// <summary>How many epochs no trial is stopped in.</summary>
    [Description("How many epochs of each trial go by before it may be stopped. Default: 0.")]
    [Range(0, 1_000_000)]
    public int WarmupEpochs { get; init; }
}
