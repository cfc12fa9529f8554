using HyperSearch.Trainer.Models;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Workers.Models;

/// <summary>A model, alone or in an ensemble, and how it fared.</summary>
/// <param name="Model">The model.</param>
/// <param name="Samples">How many samples it was trained on.</param>
/// <param name="LastEpoch">Its last epoch.</param>
/// <param name="Test">Its score on the test part; null where there is none.</param>
public sealed record TrainedMember(TrainedModel Model, int Samples, EpochMetrics LastEpoch, Evaluation? Test);
