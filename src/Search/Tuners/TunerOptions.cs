using System.ComponentModel;
using System.Text.Json.Serialization;

namespace HyperSearch.Search.Tuners;

/// <summary>What proposes parameter sets, chosen by <c>type</c>.</summary>
[Description("What proposes parameter sets.")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RandomTunerOptions), "random")]
[JsonDerivedType(typeof(GridTunerOptions), "grid")]
[JsonDerivedType(typeof(NarrowingTunerOptions), "narrowing")]
[JsonDerivedType(typeof(TpeTunerOptions), "tpe")]
[JsonDerivedType(typeof(SobolTunerOptions), "sobol")]
[JsonDerivedType(typeof(GpTunerOptions), "gp")]
[JsonDerivedType(typeof(SmacTunerOptions), "smac")]
[JsonDerivedType(typeof(CmaEsTunerOptions), "cma_es")]
[JsonDerivedType(typeof(CostFrugalTunerOptions), "cost_frugal")]
[JsonDerivedType(typeof(AutoTunerOptions), "auto")]
[JsonDerivedType(typeof(AutoMLSmacTunerOptions), "automl.smac")]
[JsonDerivedType(typeof(AutoMLCostFrugalTunerOptions), "automl.cost_frugal")]
[JsonDerivedType(typeof(AutoMLRandomTunerOptions), "automl.random")]
[JsonDerivedType(typeof(AutoMLGridTunerOptions), "automl.grid")]
[JsonDerivedType(typeof(OwnTunerOptions), "own")]
public abstract record TunerOptions;
