using System.ComponentModel;

namespace HyperSearch.Search.Tuners;

/// <summary>Every parameter set is drawn afresh, each dimension uniformly on its scale.</summary>
[Description("Every parameter set is drawn afresh, each dimension uniformly on its scale.")]
public sealed record RandomTunerOptions : TunerOptions;
