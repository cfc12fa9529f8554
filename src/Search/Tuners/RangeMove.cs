using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>What became of one dimension's range at the start of a round.</summary>
/// <param name="Dimension">The dimension's index in the space.</param>
/// <param name="Range">Its range from now on.</param>
/// <param name="Why">The reason, in words and numbers.</param>
public sealed record RangeMove(int Dimension, SearchRange Range, string Why);
