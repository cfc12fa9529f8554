using System.ComponentModel;

namespace HyperSearch.Search.Tuners;

/// <summary>The points of a scrambled Sobol sequence: like random search, without its gaps and heaps.</summary>
[Description("The points of a scrambled Sobol sequence: like random search, without its gaps and heaps.")]
public sealed record SobolTunerOptions : TunerOptions;
