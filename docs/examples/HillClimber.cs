using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Library;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Examples;

/// <summary>Steps from the best trial that is known, shorter and shorter; one proposal in five is drawn afresh.</summary>
internal sealed class HillClimber : ITuner
{
    public static OwnTuner Registration { get; } = new("hill_climber", () => new HillClimber());

    public Proposal Propose(Knowledge known) => new(DistinctProposal.Find(known, i => Draw(known, known.Draws(i))));

    private static ParameterSet Draw(Knowledge known, RandomStream draws)
    {
        SearchRange[] ranges = known.Space.Ranges;
        KnownTrial? best = known.Ended.Where(t => t.Outcome == Outcome.Completed).MinBy(t => t.Loss);
        if (best is null || draws.NextBelow(5) == 0)
        {
            return UniformDraw.From(known.Space, ranges, draws);
        }

        double[] unit = known.Space.Encode(best.Parameters, ranges);
        double length = 1 / Math.Sqrt(4 + known.Ended.Count);
        for (int d = 0; d < unit.Length; d++)
        {
            double from = double.IsNaN(unit[d]) ? 0.5 : unit[d]; // inactive in the best trial, perhaps not in this one
            unit[d] = Math.Clamp(from + (length * draws.NextGaussian()), 0, 1);
        }

        return known.Space.Decode(unit, ranges);
    }
}
