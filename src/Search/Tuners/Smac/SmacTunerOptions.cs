using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Tuners;

/// <summary>Bayesian optimisation with a random forest: choices, conditions and jumps are no trouble to it.</summary>
[Description("Bayesian optimisation with a random forest: choices, conditions and jumps of the objective are no trouble to it, and a proposal stays cheap.")]
public sealed record SmacTunerOptions : TunerOptions
{
    /// <summary>How many trials must have ended before the forest is used; until then trials are points of a scrambled Sobol sequence.</summary>
    [Description("How many trials must have ended before the forest is used; until then trials are points of a scrambled Sobol sequence. Default: 10.")]
    [Range(2, 100_000)]
    public int StartTrials { get; init; } = 10;

    /// <summary>How many trees the forest has (B in the paper).</summary>
    [Description("How many trees the forest has (B in the paper). Default: 10.")]
    [Range(2, 1000)]
    public int Trees { get; init; } = 10;

    /// <summary>How many trials a node of a tree has at least if it is split further (n_min in the paper, where it is 10).</summary>
    [Description("How many trials a node of a tree has at least if it is split further (n_min in the paper). More for noisy objectives. Default: 2.")]
    [Range(2, 1000)]
    public int LeastToSplit { get; init; } = 2;

    /// <summary>The share of the dimensions that is looked at for a split, drawn afresh for each; at least one is (perc in the paper, where it is 5/6).</summary>
    [Description("The share of the dimensions that is looked at for a split, drawn afresh for each; at least one is (perc in the paper). Default: 0.5.")]
    [Range(0.0, 1.0)]
    public double FeatureShare { get; init; } = 0.5;

    /// <summary>At how many random points of the space the expected improvement is looked at (10,000 in the paper), beside the local searches from the best of them and of the trials.</summary>
    [Description("At how many random points of the space the expected improvement is looked at, beside local searches from the best of them and from the best trials. Default: 1000.")]
    [Range(10, 100_000)]
    public int Candidates { get; init; } = 1000;

    /// <summary>The share of trials that are drawn at random whatever the forest says (random interleaving; half in the paper).</summary>
    [Description("The share of trials that are drawn at random whatever the forest says (random interleaving). Default: 0.05.")]
    [Range(0.0, 1.0)]
    public double RandomShare { get; init; } = 0.05;
}
