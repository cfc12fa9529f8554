using System.ComponentModel;
using System.Text.Json.Serialization;

namespace HyperSearch.Search.Pruners;

/// <summary>What stops trials early, chosen by <c>type</c>.</summary>
[Description("What stops trials early.")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(NoPrunerOptions), "none")]
[JsonDerivedType(typeof(CurvePrunerOptions), "curve")]
[JsonDerivedType(typeof(MedianPrunerOptions), "median")]
[JsonDerivedType(typeof(PercentilePrunerOptions), "percentile")]
[JsonDerivedType(typeof(AshaPrunerOptions), "asha")]
[JsonDerivedType(typeof(HyperbandPrunerOptions), "hyperband")]
[JsonDerivedType(typeof(ThresholdPrunerOptions), "threshold")]
[JsonDerivedType(typeof(PatiencePrunerOptions), "patience")]
[JsonDerivedType(typeof(WilcoxonPrunerOptions), "wilcoxon")]
public abstract record PrunerOptions;

/// <summary>Every trial is trained to its last epoch.</summary>
[Description("Every trial is trained to its last epoch.")]
public sealed record NoPrunerOptions : PrunerOptions;
