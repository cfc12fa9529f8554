using HyperSearch.Numerics;

namespace HyperSearch.Trainer.Training;

/// <summary>Where a trial's randomness comes from.</summary>
/// <param name="Study">The seed of the study.</param>
/// <param name="Trial">The number of the trial; without effect where <paramref name="Repeat"/> is not 0.</param>
/// <param name="Repeat">0 for a trial of the search; r for the r-th confirmation, whose weights and batches are the same for every candidate.</param>
public readonly record struct TrialSeed(ulong Study, int Trial, int Repeat)
{
    internal RandomStream Stream(StreamPurpose purpose, int index) => new(Study, purpose, Repeat == 0 ? Trial : -Repeat, index);
}
