using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Tuners;

/// <summary>Microsoft.ML.AutoML's grid search.</summary>
[Description("Microsoft.ML.AutoML's grid search. Needs the optional adapter.")]
public sealed record AutoMLGridTunerOptions : AutoMLTunerOptions
{
    /// <summary>How many values a numeric dimension gets, ends included (AutoML's step).</summary>
    [Description("How many values a numeric dimension gets, ends included. Default: 10.")]
    [Range(2, 1000)]
    public int Points { get; init; } = 10;
}
