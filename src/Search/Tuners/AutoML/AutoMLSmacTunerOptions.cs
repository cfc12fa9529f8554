using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Tuners;

/// <summary>Microsoft.ML.AutoML's SmacTuner, Bayesian optimisation with a random forest; <see cref="SmacTunerOptions"/> is our own. The defaults are AutoML's.</summary>
[Description("Microsoft.ML.AutoML's SmacTuner, Bayesian optimisation with a random forest (smac is our own). Needs the optional adapter.")]
public sealed record AutoMLSmacTunerOptions : AutoMLTunerOptions
{
    /// <summary>How many trials must have ended before the forest is used (numberInitialPopulation).</summary>
    [Description("How many trials must have ended before the forest is used; until then trials are drawn at random. Default: 20.")]
    [Range(1, 100_000)]
    public int StartTrials { get; init; } = 20;

    /// <summary>For how many proposals a forest is used (fitModelEveryNTrials); half of them are drawn at random.</summary>
    [Description("For how many proposals a forest is used before it is fitted anew; half of them are drawn at random. Default: 10.")]
    [Range(2, 100_000)]
    public int RefitEvery { get; init; } = 10;

    /// <summary>How many trees the forest has (numberOfTrees).</summary>
    [Description("How many trees the forest has. Default: 10.")]
    [Range(1, 1000)]
    public int Trees { get; init; } = 10;

    /// <summary>How many trials a leaf of a tree has at least (nMinForSpit).</summary>
    [Description("How many trials a leaf of a tree has at least. Default: 2.")]
    [Range(1, 1000)]
    public int LeastInLeaf { get; init; } = 2;

    /// <summary>The share of the dimensions that a tree learns from (splitRatio).</summary>
    [Description("The share of the dimensions that a tree learns from. Default: 0.8.")]
    [Range(0.01, 1.0)]
    public double FeatureShare { get; init; } = 0.8;

    /// <summary>At how many random points of the space the expected improvement is looked at (numRandomEISearchConfigurations).</summary>
    [Description("At how many random points of the space the expected improvement is looked at, beside local searches from the best trials. Default: 5000.")]
    [Range(1, 1_000_000)]
    public int Candidates { get; init; } = 5000;
}
