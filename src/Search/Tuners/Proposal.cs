using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>What a tuner answers.</summary>
/// <param name="Parameters">The parameter set; not one that was proposed before, unless the space is finite and used up.</param>
/// <param name="NewRound">The round that begins with this trial; null when the last one goes on.</param>
public sealed record Proposal(ParameterSet Parameters, Round? NewRound = null)
{
    /// <summary>Which tuner it comes from; null where the study names its tuner.</summary>
    public TunerChoice? Choice { get; init; }
}
