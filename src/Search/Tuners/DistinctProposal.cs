using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>Keeps every tuner from proposing a parameter set twice, as long as there is another one.</summary>
public static class DistinctProposal
{
    // A tuner's own draws may be costly, uniform ones are cheap and may have to hit a rare branch.
    private const int Draws = 20, UniformDraws = 500;

    /// <summary>The first of the tuner's draws that was not proposed before; where they are all known, the next unused set of a finite space, or a uniform draw from an infinite one.</summary>
    /// <param name="known">What the trial may know.</param>
    /// <param name="draw">The tuner's draw number i, each from a random stream of its own.</param>
    public static ParameterSet Find(Knowledge known, Func<int, ParameterSet> draw)
    {
        ParameterSet first = draw(0);
        if (!known.IsProposed(first))
        {
            return first;
        }

        for (int i = 1; i < Draws; i++)
        {
            ParameterSet parameters = draw(i);
            if (!known.IsProposed(parameters))
            {
                return parameters;
            }
        }

        // So many repeats mean that the space is finite and nearly used up, so that a walk through it is short.
        if (Lattice.Of(known.Space) is { Size: < int.MaxValue } lattice)
        {
            return lattice.From(known.Draws(Draws).NextBelow((int)lattice.Size)).FirstOrDefault(p => !known.IsProposed(p), first);
        }

        // A tuner that has settled on one choice, in a space that is infinite only beside it.
        for (int i = 1; i <= UniformDraws; i++)
        {
            ParameterSet parameters = UniformDraw.From(known.Space, known.Rounds[0].Ranges, known.Draws(Draws + i));
            if (!known.IsProposed(parameters))
            {
                return parameters;
            }
        }

        return first;
    }
}
