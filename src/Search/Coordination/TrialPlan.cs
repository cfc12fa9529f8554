namespace HyperSearch.Search.Coordination;

/// <summary>What is known of a trial's length before it runs.</summary>
/// <param name="Epochs">How many epochs it is trained, at least 1.</param>
/// <param name="EpochCost">What an epoch costs on the virtual clock, at least 1.</param>
public readonly record struct TrialPlan(int Epochs, long EpochCost);
