using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>A batch of trials drawn from one set of ranges.</summary>
/// <param name="Number">Its number; round 0 has the ranges of the study file.</param>
/// <param name="FirstTrial">Its first trial.</param>
/// <param name="Ended">How many trials that one knew to have ended.</param>
/// <param name="Ranges">The range of each dimension; that of a choice is never read.</param>
/// <param name="Moves">What became of each numeric dimension's range at its start, with the reason; none for round 0.</param>
public sealed record Round(int Number, int FirstTrial, int Ended, IReadOnlyList<SearchRange> Ranges, IReadOnlyList<RangeMove> Moves);
