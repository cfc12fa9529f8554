using System.ComponentModel;

namespace HyperSearch.Search.Tuners;

/// <summary>Chooses the tuner by the space and by how many trials are known.</summary>
[Description("Chooses the tuner, by a fixed table: gp up to 20 dimensions and 300 ended trials; beyond, tpe; cma_es for more than 20 dimensions if all are numbers that are always active and 10 trials a dimension are known.")]
public sealed record AutoTunerOptions : TunerOptions;
