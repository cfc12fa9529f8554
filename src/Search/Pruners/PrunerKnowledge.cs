namespace HyperSearch.Search.Pruners;

/// <summary>Everything a pruner's rule for a trial may depend on: what the virtual clock lets the trial know at its start.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Epochs">Its budget.</param>
/// <param name="Curves">The curves of all earlier trials, by number, each as far as it had got by then; of some there may be no epoch yet.</param>
public sealed record PrunerKnowledge(int Trial, int Epochs, IReadOnlyList<KnownCurve> Curves);
