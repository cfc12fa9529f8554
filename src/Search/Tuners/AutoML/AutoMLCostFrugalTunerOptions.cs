using System.ComponentModel;

namespace HyperSearch.Search.Tuners;

/// <summary>Microsoft.ML.AutoML's CostFrugalTuner, which is local search; <see cref="CostFrugalTunerOptions"/> is our own.</summary>
[Description("Microsoft.ML.AutoML's CostFrugalTuner, which is local search (cost_frugal is our own). Needs the optional adapter.")]
public sealed record AutoMLCostFrugalTunerOptions : AutoMLTunerOptions;
