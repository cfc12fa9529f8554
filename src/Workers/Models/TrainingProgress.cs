using HyperSearch.Trainer.Training;

namespace HyperSearch.Workers.Models;

/// <summary>An epoch of a model's training.</summary>
/// <param name="Member">Which member of the ensemble, from 0.</param>
/// <param name="Members">How many there are.</param>
/// <param name="Epochs">How many epochs it is trained.</param>
/// <param name="Epoch">The epoch.</param>
public sealed record TrainingProgress(int Member, int Members, int Epochs, EpochMetrics Epoch);
