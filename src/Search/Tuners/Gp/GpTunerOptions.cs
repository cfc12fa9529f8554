using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Tuners;

/// <summary>Bayesian optimisation with a Gaussian process: learns the shape of the objective from all trials and goes where it expects the largest gain.</summary>
[Description("Bayesian optimisation with a Gaussian process: learns the shape of the objective from all trials and goes where it expects the largest gain. For costly trials, up to about 20 dimensions.")]
public sealed record GpTunerOptions : TunerOptions
{
    /// <summary>How many trials must have ended before the process is used; until then trials are points of a scrambled Sobol sequence.</summary>
    [Description("How many trials must have ended before the process is used; until then trials are points of a scrambled Sobol sequence. Default: 5.")]
    [Range(2, 100_000)]
    public int StartTrials { get; init; } = 5;

    /// <summary>At how many points the expected improvement is looked at before the best are refined.</summary>
    [Description("At how many points of the space the expected improvement is looked at before the best of them are refined. Default: 1024.")]
    [Range(16, 100_000)]
    public int Candidates { get; init; } = 1024;
}
