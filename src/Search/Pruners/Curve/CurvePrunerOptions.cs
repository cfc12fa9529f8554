using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Pruners;

/// <summary>Predicts the end of a trial's learning curve from its start, and stops what cannot win.</summary>
[Description("Predicts the end of a trial's learning curve from its start, by the curves of other trials, and stops what cannot win any more.")]
public sealed record CurvePrunerOptions : PrunerOptions
{
    /// <summary>A trial stops when its chance of beating the best known one is less than this.</summary>
    [Description("A trial stops when its chance of beating the best known one is less than this. Default: 0.01.")]
    [Range(1e-6, 0.5)]
    public double Chance { get; init; } = 0.01;

    /// <summary>How many earlier trials must have been trained to their ends before any is stopped.</summary>
    [Description("How many earlier trials must have been trained to their ends before any is stopped. Default: 2.")]
    [Range(2, 100_000)]
    public int StartTrials { get; init; } = 2;

    /// <summary>How many epochs no trial is stopped in.</summary>
    [Description("How many epochs of each trial go by before it may be stopped. Default: 4.")]
    [Range(0, 1_000_000)]
    public int WarmupEpochs { get; init; } = 4;
}
