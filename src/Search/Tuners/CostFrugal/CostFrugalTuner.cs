using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// FLOW2 with restarts (Wu, Wang, Huang, "Frugal optimization for cost-related hyperparameters", AAAI 2021, arXiv:2005.01571; CFO in FLAML): steps of length delta in random directions
/// from the best point so far, each followed by its opposite when it found nothing better; delta shrinks when nothing helps, and under a lower bound the search starts again elsewhere.
/// </summary>
/// <remarks>
/// <para>
/// The search is replayed over the ended trials in the order of their virtual ends (<see cref="LocalSearch"/>), so that incumbent and step size follow from what is known alone. The first
/// begins in the middle, or at the first trial that completes if others were tried before.
/// </para>
/// <para>
/// Differences from the paper: of eight random directions the one that is nearest to a right angle with those tried from here and those
/// in flight is taken; delta shrinks by a constant factor after 2 d steps in vain, not after 2^d by a ratio that comes ever nearer to 1. Steps go to where trials
/// are cheaper first, by a plane through the logarithms of what the ended ones cost (<see cref="CostTrend"/>), and to the other side when half of the patience is used up; of equal losses the cheaper wins.
/// </para>
/// <para>A proposal costs (trials) d^2 multiplications.</para>
/// </remarks>
public sealed class CostFrugalTuner(CostFrugalTunerOptions options) : ITuner
{
    private const int Directions = 8;

    // Points that lie within this share of a step are the same.
    private const double Same = 0.1;

    // Costs that differ by less than this, as the logarithm of their ratio over the steepest step, are alike.
    private const double Alike = 0.05;

    // A search is replayed with the number of trials that are in flight now. That seldom changes; the searches of the usual numbers are gone on with.
    private const int MostSearches = 4;
    private readonly Dictionary<int, LocalSearch> searches = [];
    private Knowledge? last;

    /// <inheritdoc />
    public Proposal Propose(Knowledge known)
    {
        var space = new FrugalSpace(known.Space, known.Rounds[0].Ranges);
        LocalSearch search = Replay(known, space);
        double[][] near = [.. search.Tried, .. known.Pending.Select(p => space.Encode(p, search.Centre))];
        CostTrend cost = search.Cost();
        ParameterSet? due = Due(known, space, search, near, cost);
        return new Proposal(DistinctProposal.Find(known, i => i == 0 && due is not null ? due : space.Decode(Step(space, search, near, cost, known.Draws(i)))));
    }

    /// <summary>The search after all ended trials.</summary>
    private LocalSearch Replay(Knowledge known, FrugalSpace space)
    {
        if (last is null || !known.IsOfStudyOf(last) || !known.Rounds[0].Ranges.SequenceEqual(last.Rounds[0].Ranges))
        {
            searches.Clear();
        }

        last = known;
        int inFlight = known.Pending.Count + 1;
        if (!searches.TryGetValue(inFlight, out LocalSearch? search) || !search.TryGoOn(known.Ended))
        {
            if (searches.Count == MostSearches)
            {
                searches.Clear();
            }

            searches[inFlight] = search = new LocalSearch(space, options, new SobolSequence(space.Dimensions, known.StudyDraws()), inFlight);
            search.TryGoOn(known.Ended);
        }

        return search;
    }

    /// <summary>What comes before any new direction: the start, or else the opposite of the last step that found nothing better; null where both were tried.</summary>
    private static ParameterSet? Due(Knowledge known, FrugalSpace space, LocalSearch search, double[][] near, CostTrend cost)
    {
        double[] centre = search.Centre;
        if (search.Incumbent is null)
        {
            return space.Decode(centre) is var start && known.IsProposed(start) ? null : start;
        }

        bool costsDiffer = cost.Steepness() * search.Delta > Alike;
        bool IsNew(double[] x) => FrugalSpace.Apart(x, centre) > Same * search.Delta && near.All(t => FrugalSpace.Apart(t, x) > Same * search.Delta);
        foreach (double[] step in search.Tried.Reverse().Where(x => search.IsNear(space.Distance(x, centre))).Select(x => x.Select((v, d) => v - centre[d]).ToArray()))
        {
            // The opposite of a step to where trials are cheaper is at first one that leads there too. The way to the more expensive side comes when nothing better was found on this one.
            bool wasCheaper = costsDiffer && cost.Along(step) < 0;
            double[] back = [.. (wasCheaper && !search.IsHalfWay ? cost.Reflect(step) : [.. step.Select(v => -v)]).Select((v, d) => Math.Clamp(centre[d] + v, 0, 1))];
            if (IsNew(back))
            {
                return space.Decode(back);
            }
        }

        return null;
    }

    private static double[] Step(FrugalSpace space, LocalSearch search, double[][] near, CostTrend cost, RandomStream draws)
    {
        double[][] taken = [.. near.Select(x => (X: x, Distance: FrugalSpace.Apart(x, search.Centre)))
            .Where(t => t.Distance > 0 && search.IsNear(space.Distance(t.X, search.Centre))).Select(t => t.X.Select((v, d) => (v - search.Centre[d]) / t.Distance).ToArray())];
        double[] u = Enumerable.Range(0, Directions).Select(_ => space.Direction(draws))
            .MinBy(v => taken.Max(t => (double?)Math.Abs(DoubleFunctions.Dot(t, v))) ?? 0)!;
        double length = cost.Along(u) > 0 ? -search.Delta : search.Delta;
        return space.Step(search.Centre, [.. u.Select(v => v * length)], draws);
    }
}
