using HyperSearch.Search.Spaces;

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

/// <summary>What a tuner answers.</summary>
/// <param name="Parameters">The parameter set; not one that was proposed before, unless the space is finite and used up.</param>
/// <param name="NewRound">The round that begins with this trial; null when the last one goes on.</param>
public sealed record Proposal(ParameterSet Parameters, Round? NewRound = null);
