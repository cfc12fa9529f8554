using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Tuners;

/// <summary>Local search from the middle in random directions, the cheaper way first; starts again elsewhere when it has come to its end.</summary>
[Description("Local search from the middle in random directions, the cheaper way first; starts again elsewhere when it has come to its end. For spaces in which some trials cost far more than others.")]
public sealed record CostFrugalTunerOptions : TunerOptions
{
    /// <summary>The length of a local search's first steps, as a share of the unit cube's diagonal (delta_init / sqrt(d) in the paper).</summary>
    [Description("The length of a local search's first steps, as a share of the space's diagonal (delta_init over the root of d in the paper). Default: 0.1.")]
    [Range(0.001, 1.0)]
    public double Step { get; init; } = 0.1;

    /// <summary>A local search is over when its steps become shorter than this share of the diagonal (delta_lower / sqrt(d) in the paper).</summary>
    [Description("A local search is over when its steps become shorter than this share of the diagonal (delta_lower over the root of d in the paper). Default: 0.003.")]
    [Range(1e-6, 0.5)]
    public double LeastStep { get; init; } = 0.003;

    /// <summary>After how many steps in a row that found nothing better the steps become shorter (2 N in the paper, where a direction and its opposite count as one); absent: 2 d.</summary>
    [Description("After how many steps in a row that found nothing better the steps become shorter (2 N in the paper, where a direction and its opposite count as one). Absent: 2 d for d dimensions.")]
    [Range(2, 100_000)]
    public int? Patience { get; init; }

    /// <summary>By what factor they become shorter (1 / sqrt(eta) in the paper, where eta depends on the history).</summary>
    [Description("By what factor they become shorter (1 over the root of eta in the paper, where eta depends on the history). Default: 0.5.")]
    [Range(0.01, 0.99)]
    public double Shrink { get; init; } = 0.5;
}
