using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Tuners;

/// <summary>Random draws from ranges that narrow, and within limits widen, from round to round.</summary>
[Description("Random draws from ranges that narrow, and within limits widen, from round to round.")]
public sealed record NarrowingTunerOptions : TunerOptions
{
    /// <summary>How many rounds the study has as it was started; an extension adds rounds of the same size.</summary>
    [Description("How many rounds the study has; the ranges move between them. Default: 3.")]
    [Range(1, 1000)]
    public int Rounds { get; init; } = 3;
}
