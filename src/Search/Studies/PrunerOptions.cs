using System.ComponentModel;
using System.Text.Json.Serialization;

namespace HyperSearch.Search.Studies;

/// <summary>What stops trials early, chosen by <c>type</c>.</summary>
[Description("What stops trials early.")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(NoPrunerOptions), "none")]
public abstract record PrunerOptions;

/// <summary>Every trial is trained to its last epoch.</summary>
[Description("Every trial is trained to its last epoch.")]
public sealed record NoPrunerOptions : PrunerOptions;
