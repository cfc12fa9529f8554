using System.ComponentModel;

namespace HyperSearch.Search.Tuners;

/// <summary>Microsoft.ML.AutoML's random search.</summary>
[Description("Microsoft.ML.AutoML's random search. Needs the optional adapter.")]
public sealed record AutoMLRandomTunerOptions : AutoMLTunerOptions;
