namespace HyperSearch.Search.Importance;

/// <summary>How much two parameters matter together, beyond what each does by itself.</summary>
/// <param name="First">The path of the one.</param>
/// <param name="Second">The path of the other.</param>
/// <param name="Variance">The share of the objective's variance that only both together explain (fANOVA).</param>
public sealed record PairImportance(string First, string Second, ImportanceShare Variance);
