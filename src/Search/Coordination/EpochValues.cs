namespace HyperSearch.Search.Coordination;

/// <summary>The metrics of one epoch, as a worker measured them.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Metrics">The value of each metric, by its name, such as <c>validation.accuracy</c>.</param>
/// <param name="IsLast">Whether training ends with it though the budget is not used up: the trainer's patience was over.</param>
public sealed record EpochValues(int Epoch, IReadOnlyDictionary<string, double> Metrics, bool IsLast = false);
