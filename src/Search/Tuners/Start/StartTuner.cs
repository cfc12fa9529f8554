using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Proposes the parameter sets of <see cref="SearchOptions.Start"/> first, in their order, and leaves the other trials to the study's tuner, which knows those as it knows any.
/// What a set leaves out is drawn uniformly. A whole set is proposed even where an earlier study tried it: it was asked for.
/// </summary>
internal sealed class StartTuner : ITuner
{
    private const int Draws = 20;

    private readonly StartSet[] sets;
    private readonly ITuner tuner;

    /// <summary>The sets of a study, before its <paramref name="tuner"/>.</summary>
    public StartTuner(StudyDefinition study, ITuner tuner) => (sets, this.tuner) = ([.. (study.Search.Start ?? []).Select(s => StartSet.Of(study.Space, s))], tuner);

    /// <inheritdoc />
    public Proposal Propose(Knowledge known) => known.Trial < sets.Length ? new Proposal(Filled(sets[known.Trial], known)) : tuner.Propose(known);

    private static ParameterSet Filled(StartSet set, Knowledge known)
    {
        ParameterSet first = Draw(0);
        return Enumerable.Range(0, Draws).Select(i => i == 0 ? first : Draw(i)).FirstOrDefault(p => !known.IsProposed(p), first);

        ParameterSet Draw(int index)
        {
            RandomStream draws = known.Draws(index);
            double[] unit = new double[known.Space.Dimensions.Count];
            for (int d = 0; d < unit.Length; d++)
            {
                unit[d] = draws.NextUnit();
            }

            return set.Fill(unit, known.Rounds[0].Ranges);
        }
    }
}
