namespace HyperSearch.Search.Journals;

/// <summary>Trials of an earlier study that do not fit a new one.</summary>
/// <param name="Trials">How many.</param>
/// <param name="Why">Why, in words.</param>
public readonly record struct LeftOutTrials(int Trials, string Why);
