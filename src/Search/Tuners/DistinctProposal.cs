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
        if (TryDraw(known.IsProposed, draw, out ParameterSet first) is { } fresh)
        {
            return fresh;
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

    /// <summary>The first of the tuner's draws that was not proposed before; null where all of the few that are made were.</summary>
    /// <param name="isProposed">Whether a parameter set was proposed before.</param>
    /// <param name="draw">The tuner's draw number i.</param>
    /// <param name="first">The first draw.</param>
    internal static ParameterSet? TryDraw(Predicate<ParameterSet> isProposed, Func<int, ParameterSet> draw, out ParameterSet first)
    {
        ParameterSet parameters = first = draw(0);
        for (int i = 1; i < Draws && isProposed(parameters); i++)
        {
            parameters = draw(i);
        }

        return isProposed(parameters) ? null : parameters;
    }
}
