namespace HyperSearch.Search.Importance;

/// <summary>A share of the whole, with its uncertainty.</summary>
/// <param name="Mean">The share, from 0 to 1.</param>
/// <param name="Deviation">Its standard deviation.</param>
public sealed record ImportanceShare(double Mean, double Deviation);
