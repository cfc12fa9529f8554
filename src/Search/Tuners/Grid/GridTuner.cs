using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Grid search: every combination of equally spaced values, the last dimension changing fastest. When all have been proposed, the spacing is halved and the
/// new combinations follow; a finite space that is used up begins again. Uses nothing of earlier trials but which parameter sets they have: those are passed over.
/// </summary>
public sealed class GridTuner : ITuner
{
    private readonly Space space;
    private readonly IEnumerator<ParameterSet> order;
    private readonly List<ParameterSet> listed = []; // only saves time: the order does not depend on when it is asked for
    private int next, last;

    /// <summary>A grid over <paramref name="space"/>.</summary>
    public GridTuner(GridTunerOptions options, Space space)
    {
        this.space = space;
        order = InOrder(options.Points).GetEnumerator();
    }

    /// <inheritdoc />
    public Proposal Propose(Knowledge known)
    {
        // What was open at an earlier trial need not be looked through again.
        (next, last) = (known.Trial < last ? 0 : next, known.Trial);
        for (; next < listed.Count || List(); next++)
        {
            if (!known.IsProposed(listed[next]))
            {
                return new Proposal(listed[next]);
            }
        }

        return new Proposal(listed[known.Trial % listed.Count]);
    }

    private bool List()
    {
        if (order.MoveNext())
        {
            listed.Add(order.Current);
            return true;
        }

        return false;
    }

    private IEnumerable<ParameterSet> InOrder(int points)
    {
        var seen = new HashSet<ParameterSet>();
        double before = 0;
        for (Lattice lattice = Lattice.Grid(space, points); lattice.Size > before; points = (2 * points) - 1, lattice = Lattice.Grid(space, points))
        {
            before = lattice.Size;
            foreach (ParameterSet parameters in lattice.From(0))
            {
                if (seen.Add(parameters))
                {
                    yield return parameters;
                }
            }
        }
    }
}
