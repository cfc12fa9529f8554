namespace HyperSearch.Search.Pruners;

/// <summary>The most that a trial's loss may be after an epoch.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Loss">The most.</param>
/// <param name="What">What that loss is, such as <c>the median of 9 trials</c>.</param>
public readonly record struct Ceiling(int Epoch, double Loss, string What);
