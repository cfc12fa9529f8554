namespace HyperSearch.Search.Coordination;

/// <summary>What a worker measured in one epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Metrics">The value of each metric, by its name, such as <c>validation.accuracy</c>.</param>
/// <param name="IsLast">Whether training ends with it though the budget is not used up: the trainer's patience was over.</param>
/// <param name="Layers">Measures of the network's layers, by their names, each with a number for every layer; null where the trainer takes none.</param>
/// <param name="Diagnosis">The trainer's verdict, with the epoch that training ends with.</param>
public sealed record EpochValues(
    int Epoch,
    IReadOnlyDictionary<string, double> Metrics,
    bool IsLast = false,
    IReadOnlyDictionary<string, IReadOnlyList<double>>? Layers = null,
    TrialDiagnosis? Diagnosis = null);
