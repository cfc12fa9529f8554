using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Tuners;

/// <summary>Tree-structured Parzen estimator: draws where good trials are dense and bad ones are not.</summary>
[Description("Tree-structured Parzen estimator: draws where good trials are dense and bad ones are not.")]
public sealed record TpeTunerOptions : TunerOptions
{
    /// <summary>How many trials must have ended before the estimator is used; until then trials are points of a scrambled Sobol sequence.</summary>
    [Description("How many trials must have ended before the estimator is used; until then trials are points of a scrambled Sobol sequence. Default: 10.")]
    [Range(2, 100_000)]
    public int StartTrials { get; init; } = 10;

    /// <summary>The share of trials that counts as good (gamma in the paper).</summary>
    [Description("The share of ended trials that counts as good (gamma in the paper), of at most 25 trials. Default: 0.15.")]
    [Range(0.01, 0.5)]
    public double GoodShare { get; init; } = 0.15;

    /// <summary>How many candidates are drawn from the good trials' joint density; the most promising one is proposed.</summary>
    [Description("How many candidates are drawn from the good trials' joint density; the most promising is proposed. Default: 24.")]
    [Range(1, 10_000)]
    public int Candidates { get; init; } = 24;
}
