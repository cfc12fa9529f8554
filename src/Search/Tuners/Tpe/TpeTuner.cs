using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio, Kegl, "Algorithms for hyper-parameter optimization", NIPS 2011), multivariate (Falkner, Klein, Hutter,
/// arXiv:1807.01774): ended trials are split into good and other ones; points drawn from the joint density l of the good are ranked by l / g, which orders them by expected improvement.
/// </summary>
/// <remarks>
/// <see cref="TpeTunerOptions.GoodShare"/> is the paper's gamma. Pending trials count among the others (constant liar), so that parallel trials keep apart. A proposal costs
/// (trials x candidates) exponentials. Uses the trial's own random streams, no clock and one thread.
/// </remarks>
public sealed class TpeTuner(TpeTunerOptions options) : ITuner
{
    private const int MostGood = 25;

    // Half of the width that is usual with the joint density, and a quarter of the usual least one ("magic clipping"): both were best on the seven test functions of
    // benchmarks/SearchQuality, as in section 5 of arXiv:2304.11127.
    private const double Bandwidth = 0.1, LeastByCount = 4;

    /// <inheritdoc />
    public Proposal Propose(Knowledge known)
    {
        if (known.Ended.Count < options.StartTrials)
        {
            return new SobolTuner().Propose(known);
        }

        SearchRange[] ranges = [.. known.Rounds[0].Ranges];
        double[][] ranked = [.. known.Ended.OrderBy(t => t.Outcome).ThenBy(t => t.Loss).ThenBy(t => t.Number).Select(t => known.Space.Encode(t.Parameters, ranges))];

        // Where hardly any trial completed, what diverged or failed is not good for being first.
        int completed = known.Ended.Count(t => t.Outcome == Outcome.Completed);
        int good = Math.Min(Math.Min(MostGood, completed), (int)Math.Ceiling(options.GoodShare * ranked.Length));
        int[] choices = [.. known.Space.Dimensions.Select(dimension => dimension is ChoiceDimension choice ? choice.Choices.Count : 0)];
        double[][] others = [.. ranked[good..], .. known.Pending.Select(p => known.Space.Encode(p, ranges))];
        var l = new ParzenEstimator(ranked[..good], choices, Bandwidth, LeastWidth(good));
        var g = new ParzenEstimator(others, choices, Bandwidth, LeastWidth(others.Length));
        return new Proposal(DistinctProposal.Find(known, i =>
        {
            RandomStream draws = known.Draws(i);
            ParameterSet? best = null;
            double bestScore = double.NegativeInfinity;
            for (int c = 0; c < options.Candidates; c++)
            {
                // Through the parameter set, so that the dimensions that the drawn choices switch off do not count.
                ParameterSet candidate = known.Space.Decode(l.Draw(draws), ranges);
                double[] unit = known.Space.Encode(candidate, ranges);
                double score = l.LogDensity(unit) - g.LogDensity(unit);
                if (best is null || score > bestScore)
                {
                    (best, bestScore) = (candidate, score);
                }
            }

            return best!;
        }));
    }

    private static double LeastWidth(int observations) => 1 / Math.Min(100, LeastByCount * (observations + 1));
}
