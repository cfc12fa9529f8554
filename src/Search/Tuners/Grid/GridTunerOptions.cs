using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Tuners;

/// <summary>Every combination of equally spaced values, in order.</summary>
[Description("Every combination of equally spaced values, in order; when the grid is used up, it is made twice as fine.")]
public sealed record GridTunerOptions : TunerOptions
{
    /// <summary>How many values a numeric dimension gets, ends included; fewer where it has fewer.</summary>
    [Description("How many values a numeric dimension gets, ends included; fewer where it has fewer. Default: 5.")]
    [Range(2, 1000)]
    public int Points { get; init; } = 5;
}
