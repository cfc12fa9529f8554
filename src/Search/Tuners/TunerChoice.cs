namespace HyperSearch.Search.Tuners;

/// <summary>Which tuner a proposal comes from, where the study leaves that open.</summary>
/// <param name="Tuner">Its type, as a study file has it.</param>
/// <param name="Why">The reason, in words and numbers.</param>
public sealed record TunerChoice(string Tuner, string Why);
