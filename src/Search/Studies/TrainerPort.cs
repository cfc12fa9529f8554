namespace HyperSearch.Search.Studies;

/// <summary>What the search knows of a trainer: the shape of its section in a study file, and what it measures.</summary>
/// <param name="OptionsType">
/// The immutable record the <c>trainer</c> section is read into; its properties and their attributes (range, length, description, required) are the rules of the section.
/// It has a constructor without parameters.
/// </param>
/// <param name="Metrics">The metrics that an epoch reports, such as <c>validation.accuracy</c>; the objective is one of them.</param>
/// <param name="IsOpen">Whether the section takes parameters of any name beside its own keys, so that any name but those can be searched.</param>
public sealed record TrainerPort(Type OptionsType, IReadOnlyList<string> Metrics, bool IsOpen = false);
