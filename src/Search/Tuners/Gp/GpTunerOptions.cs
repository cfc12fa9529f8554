using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Tuners;

/// <summary>Bayesian optimisation with a Gaussian process: learns the shape of the objective from all trials and goes where it expects the largest gain.</summary>
[Description("Bayesian optimisation with a Gaussian process: learns the shape of the objective from all trials and goes where it expects the largest gain. For costly trials, up to about 20 dimensions. Of more than 200 ended trials it learns from 200: the best 100, and 100 spread over the ranks of the others.")]
public sealed record GpTunerOptions : TunerOptions
{
    /// <summary>How many trials must have ended before the process is used; until then trials are points of a scrambled Sobol sequence. Null: 8, or 6 in a study with a pruner.</summary>
    [Description("How many trials must have ended before the process is used; until then trials are points of a scrambled Sobol sequence. Default: 8; in a study with a pruner, whose first trials are the dearest, 6.")]
    [Range(2, 100_000)]
    public int? StartTrials { get; init; }

    /// <summary>At how many points the expected improvement is looked at before the best are refined.</summary>
    [Description("At how many points of the space the expected improvement is looked at before the best of them are refined. Default: 1024.")]
    [Range(16, 100_000)]
    public int Candidates { get; init; } = 1024;
}
