using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Studies;

/// <summary>When further trials are not worth it.</summary>
[Description("When further trials are not worth it.")]
public sealed record StopOptions
{
    /// <summary>The least gain that is worth the trials, in units of the objective.</summary>
    [Description("The least gain that is worth the trials, in units of the objective: where they are expected to gain less, the study ends.")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public required double ExpectedGain { get; init; }

    /// <summary>Of how many further trials the gain is expected.</summary>
    [Description("Of how many further trials the gain is expected. Default: 20.")]
    [Range(1, 100_000)]
    public int Trials { get; init; } = 20;
}
