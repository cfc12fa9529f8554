namespace HyperSearch.Search.Tuners;

/// <summary>
/// A strategy that proposes parameter sets: a pure function of what the virtual clock lets a trial know. What a tuner keeps between calls may only
/// save time; a new instance gives the same proposals.
/// </summary>
public interface ITuner
{
    /// <summary>Proposes the parameter set of trial <see cref="Knowledge.Trial"/>.</summary>
    Proposal Propose(Knowledge known);
}
