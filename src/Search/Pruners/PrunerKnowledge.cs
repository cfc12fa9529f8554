namespace HyperSearch.Search.Pruners;

/// <summary>Everything a pruner's rule for a trial may depend on: what the virtual clock lets the trial know at its start.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Epochs">Its budget.</param>
/// <param name="Curves">The curves of all earlier trials, by number, each as far as it had got by then; of some there may be no epoch yet.</param>
public sealed record PrunerKnowledge(int Trial, int Epochs, IReadOnlyList<KnownCurve> Curves)
{
    /// <summary>
    /// So many of the first curves are those of trials that had all ended: every later trial of the study finds the same there, so that what a pruner sums up of them may be kept.
    /// </summary>
    public int Settled { get; init; }
}
