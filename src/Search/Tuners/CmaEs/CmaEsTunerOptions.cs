using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Tuners;

/// <summary>Covariance matrix adaptation: a normal distribution that moves, stretches and shrinks towards the better half of each generation.</summary>
[Description("Covariance matrix adaptation: a normal distribution that moves, stretches and shrinks towards the better half of each generation. For many trials in spaces of numbers.")]
public sealed record CmaEsTunerOptions : TunerOptions
{
    /// <summary>How many ended trials make a generation (lambda in the paper); absent: 4 + 3 ln d for d dimensions.</summary>
    [Description("How many ended trials make a generation (lambda in the paper). Absent: 4 + 3 ln d for d dimensions.")]
    [Range(4, 10_000)]
    public int? Population { get; init; }

    /// <summary>The first standard deviation, as a share of every range (sigma in the paper).</summary>
    [Description("The first standard deviation, as a share of every range (sigma in the paper). Default: 0.25.")]
    [Range(0.01, 1.0)]
    public double Deviation { get; init; } = 0.25;
}
