using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Pruners;

/// <summary>Stops a trial whose values are, epoch by epoch, significantly worse than those of the best completed trial. For epochs that are folds or instances.</summary>
[Description("Stops a trial whose values are, epoch by epoch, significantly worse than those of the best completed trial. For epochs that stand for folds or instances, in whatever order; not for learning curves, where a start says little of the end.")]
public sealed record WilcoxonPrunerOptions : PrunerOptions
{
    /// <summary>A trial stops when the probability of differences like these, were it no worse, is less than this.</summary>
    [Description("A trial stops when differences like these have less than this probability, were it no worse. The least that n epochs can give is 1 in 2^n. Default: 0.1.")]
    [Range(1e-9, 0.5)]
    public double Significance { get; init; } = 0.1;

    /// <summary>How many epochs no trial is stopped in.</summary>
    [Description("How many epochs of each trial go by before it may be stopped. Default: 2.")]
    [Range(0, 1_000_000)]
    public int WarmupEpochs { get; init; } = 2;
}
