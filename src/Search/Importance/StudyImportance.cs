namespace HyperSearch.Search.Importance;

/// <summary>What made the difference among the trials of a study.</summary>
/// <param name="Trials">How many trials it rests on.</param>
/// <param name="Explained">How much of the variance the forest explains in trials that it was not grown from; 0 or less: nothing.</param>
/// <param name="Parameters">Every searched parameter, the most important first; empty where there are too few trials.</param>
/// <param name="Pairs">Every pair of them, the most important first; empty where there are too few trials.</param>
/// <param name="Remark">What to think of the numbers, in a sentence, where they say little; else null.</param>
public sealed record StudyImportance(int Trials, double Explained, IReadOnlyList<ParameterImportance> Parameters, IReadOnlyList<PairImportance> Pairs, string? Remark);
