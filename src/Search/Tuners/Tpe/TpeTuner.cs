using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio, Kegl, "Algorithms for hyper-parameter optimization", NIPS 2011). Ended trials are split into
/// good and other ones; in each dimension, candidates drawn from the density l of the good are ranked by l / g, which orders them by expected improvement.
/// </summary>
/// <remarks>
/// <see cref="TpeTunerOptions.GoodShare"/> is the paper's gamma. Pending trials count among the others, so that parallel trials keep apart. Dimensions are
/// treated one by one; one that is active in no good trial is drawn from the prior. A proposal costs (trials x candidates) a dimension.
/// </remarks>
public sealed class TpeTuner(TpeTunerOptions options) : ITuner
{
    private const int MostGood = 25;

    /// <inheritdoc />
    public Proposal Propose(Knowledge known)
    {
        if (known.Ended.Count < options.StartTrials)
        {
            return new Proposal(DistinctProposal.Find(known, i => UniformDraw.From(known.Space, known.Rounds[0].Ranges, known.Draws(i))));
        }

        SearchRange[] ranges = [.. known.Rounds[0].Ranges];
        double[][] ranked = [.. known.Ended.OrderBy(t => t.Outcome).ThenBy(t => t.Loss).ThenBy(t => t.Number).Select(t => known.Space.Encode(t.Parameters, ranges))];

        // Where hardly any trial completed, what diverged or failed is not good for being first.
        int completed = known.Ended.Count(t => t.Outcome == Outcome.Completed);
        int good = Math.Min(Math.Min(MostGood, completed), (int)Math.Ceiling(options.GoodShare * ranked.Length));
        double[][] others = [.. ranked[good..], .. known.Pending.Select(p => known.Space.Encode(p, ranges))];
        DimensionModel[] models = [.. known.Space.Dimensions.Select((dimension, d) => new DimensionModel(dimension, d, ranked[..good], others))];
        return new Proposal(DistinctProposal.Find(known, i =>
        {
            RandomStream draws = known.Draws(i);
            return known.Space.Decode([.. models.Select(m => m.Best(draws, options.Candidates))], ranges);
        }));
    }

    /// <summary>The densities l (good) and g (others) of one dimension.</summary>
    private sealed class DimensionModel
    {
        private readonly ParzenEstimator? l, g;
        private readonly double[]? goodWeights, otherWeights;

        public DimensionModel(Dimension dimension, int index, double[][] good, double[][] others)
        {
            IEnumerable<double> Active(double[][] trials) => trials.Select(t => t[index]).Where(x => !double.IsNaN(x));
            if (dimension is ChoiceDimension choice)
            {
                goodWeights = Weights(choice, Active(good));
                otherWeights = Weights(choice, Active(others));
            }
            else
            {
                l = new ParzenEstimator(Active(good));
                g = new ParzenEstimator(Active(others));
            }
        }

        /// <summary>The candidate with the largest l / g, in unit coordinates; the first of equals.</summary>
        public double Best(RandomStream draws, int candidates)
        {
            double best = 0, bestScore = double.NegativeInfinity;
            for (int i = 0; i < candidates; i++)
            {
                double x, score;
                if (l is not null)
                {
                    x = l.Draw(draws);
                    score = l.LogDensity(x) - g!.LogDensity(x);
                }
                else
                {
                    int c = DrawChoice(draws.NextUnit());
                    x = (c + 0.5) / goodWeights!.Length;
                    score = Elementary.Log(goodWeights[c]) - Elementary.Log(otherWeights![c]);
                }

                if (score > bestScore)
                {
                    (best, bestScore) = (x, score);
                }
            }

            return best;
        }

        private int DrawChoice(double unit)
        {
            int c = 0;
            for (double sum = goodWeights![0]; unit > sum && c < goodWeights.Length - 1; sum += goodWeights[++c])
            {
            }

            return c;
        }

        /// <summary>The share of each choice among the observations, with one observation's worth of prior spread over all.</summary>
        private static double[] Weights(ChoiceDimension choice, IEnumerable<double> observations)
        {
            double[] weights = new double[choice.Choices.Count];
            Array.Fill(weights, 1.0 / weights.Length);
            double total = 1;
            foreach (double x in observations)
            {
                weights[UnitCube.ToChoice(choice, x)]++;
                total++;
            }

            return [.. weights.Select(w => w / total)];
        }
    }
}
