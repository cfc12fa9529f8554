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
/// (trials x candidates) exponentials, four at a time. Uses the trial's own random streams, no clock and one thread.
/// </remarks>
public sealed class TpeTuner(TpeTunerOptions options) : ITuner
{
    private const int MostGood = 25;

    // Half of the width that is usual with the joint density, and a quarter of the usual least one ("magic clipping"): both were best on the seven test functions of
    // benchmarks/SearchQuality, as in section 5 of arXiv:2304.11127.
    private const double Bandwidth = 0.1, LeastByCount = 4;

    private readonly EncodedTrials encoded = new();

    /// <inheritdoc />
    public Proposal Propose(Knowledge known)
    {
        if (known.Ended.Count < options.StartTrials)
        {
            return new SobolTuner().Propose(known);
        }

        SearchRange[] ranges = [.. known.Rounds[0].Ranges];
        // Where hardly any trial completed, what diverged or failed is not good for being first.
        int completed = known.Ended.Count(t => t.Outcome == Outcome.Completed);
        int good = Math.Min(Math.Min(MostGood, completed), (int)Math.Ceiling(options.GoodShare * known.Ended.Count));
        IReadOnlyList<double[]> points = encoded.Of(known, p => known.Space.Encode(p, ranges));
        int[] best = Best(known.Ended, good);
        int[] choices = [.. known.Space.Dimensions.Select(dimension => dimension is ChoiceDimension choice ? choice.Choices.Count : 0)];
        double[][] others = [.. Without(points, best), .. known.Pending.Select(p => known.Space.Encode(p, ranges))];
        var l = new ParzenEstimator([.. best.Select(i => points[i])], choices, Bandwidth, LeastWidth(good));
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

    private static double[][] Without(IReadOnlyList<double[]> points, int[] places)
    {
        double[][] rest = new double[points.Count - places.Length][];
        bool[] isLeftOut = new bool[points.Count];
        Array.ForEach(places, i => isLeftOut[i] = true);
        for (int i = 0, next = 0; i < isLeftOut.Length; i++)
        {
            if (!isLeftOut[i])
            {
                rest[next++] = points[i];
            }
        }

        return rest;
    }

    /// <summary>The places of the best of the trials, the best first; as in a full sort, but for many trials at the price of a few.</summary>
    private static int[] Best(IReadOnlyList<KnownTrial> trials, int count)
    {
        var worstFirst = new PriorityQueue<int, KnownTrial>(count, Comparer<KnownTrial>.Create((a, b) => -Compare(a, b)));

        // From the last on, which are mostly better than those before them: the earlier ones then hardly change the queue.
        for (int i = trials.Count - 1; i >= 0; i--)
        {
            if (worstFirst.Count < count)
            {
                worstFirst.Enqueue(i, trials[i]);
            }
            else
            {
                worstFirst.EnqueueDequeue(i, trials[i]);
            }
        }

        return [.. worstFirst.UnorderedItems.Select(item => item.Element).Order(Comparer<int>.Create((a, b) => Compare(trials[a], trials[b])))];
    }

    private static int Compare(KnownTrial a, KnownTrial b) =>
        a.Outcome != b.Outcome ? a.Outcome.CompareTo(b.Outcome) : a.Loss.CompareTo(b.Loss) is not 0 and var order ? order : a.Number.CompareTo(b.Number);

    private static double LeastWidth(int observations) => 1 / Math.Min(100, LeastByCount * (observations + 1));
}
