using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Forests;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Sequential model-based algorithm configuration (Hutter, Hoos, Leyton-Brown, LION 2011; as a tuner of hyperparameters: Lindauer et al., "SMAC3", JMLR 23, 2022, arXiv:2109.09831):
/// a random forest is grown from all that ended, and the parameter set with the largest expected improvement is proposed.
/// </summary>
/// <remarks>
/// The forest learns the logarithm of the losses, as in SMAC3. <see cref="SmacTunerOptions.Trees"/>, <see cref="SmacTunerOptions.LeastToSplit"/> and
/// <see cref="SmacTunerOptions.FeatureShare"/> are B, n_min and perc of the first paper, each tree from a sample with repeats and with thresholds anywhere between two values. The improvement is that over the best predicted mean.
/// Pending trials are believed to come out as predicted, and the forest is grown again with them. Trials that diverged or failed count as the worst that completed. Some trials
/// are drawn at random whatever the forest says. A proposal costs about trees x trials x dimensions x depth steps to grow, and trees x depth for each trial and for each of some thousand points looked at. Of more than 2,000
/// trials each tree is grown from a sample of 2,000, and the local searches begin at the best of the hundred that promise most.
/// The trial's own random streams, one thread, no clock.
/// </remarks>
public sealed class SmacTuner(SmacTunerOptions options) : ITuner
{
    // Numbers of random streams; those below belong to DistinctProposal.
    private const int Interleaving = 1000, Search = 1001, FirstTree = 2000;

    // No tree sees more trials; those of longer histories are each seen by some trees. And so many are looked at as places to start from.
    private const int MostPoints = 2000, MostStarts = 100;

    // A loss as far above the best as this share of the whole range counts as half way down to it: less, and the forest sees nothing but the neighbourhood of the best trial.
    private const double LogOffset = 0.03;

    private readonly EncodedTrials encoded = new();

    /// <inheritdoc />
    public Proposal Propose(Knowledge known)
    {
        if (known.Ended.Count < options.StartTrials || known.Ended.Count(t => t.Outcome == Outcome.Completed) < 2)
        {
            return new SobolTuner().Propose(known);
        }

        if (known.Draws(Interleaving).NextUnit() < options.RandomShare)
        {
            return new RandomTuner().Propose(known);
        }

        var space = new ForestSpace(known.Space, known.Rounds[0].Ranges);
        double[][] x = [.. encoded.Of(known, space.Code)];
        double[] y = Logarithms(OutputWarp.Apply([.. known.Ended.Select(t => t.CompletedLoss)], options.StartTrials));
        RandomForest forest = Grow(known, space, x, y);
        if (known.Pending.Count > 0)
        {
            double[][] pending = [.. known.Pending.Select(space.Code)];
            x = [.. x, .. pending];
            y = [.. y, .. pending.Select(p => forest.Predict(p).Mean)];
            forest = Grow(known, space, x, y);
        }

        (double Mean, double Variance)[] predicted = [.. x.Select(p => forest.Predict(p))];
        var search = new NeighbourSearch(space, forest, predicted.Min(p => p.Mean), known.Draws(Search));
        ParameterSet[] trials = [.. known.Ended.Select(t => t.Parameters), .. known.Pending];
        if (trials.Length > MostPoints)
        {
            trials = [.. trials.Zip(predicted, (parameters, p) => (parameters, Score: search.Score(p.Mean, p.Variance))).OrderByDescending(t => t.Score).Take(MostStarts).Select(t => t.parameters)];
        }

        List<ParameterSet> found = search.Find(options.Candidates, trials, p => !known.IsProposed(p));
        return new Proposal(DistinctProposal.Find(known, i => i < found.Count ? found[i] : UniformDraw.From(known.Space, known.Rounds[0].Ranges, known.Draws(i))));
    }

    private RandomForest Grow(Knowledge known, ForestSpace space, double[][] x, double[] y) => RandomForest.Grow(
        new ForestPoints(x, y, space.Categories),
        new ForestSettings { Trees = options.Trees, FeatureShare = options.FeatureShare, LeastToSplit = options.LeastToSplit, Bootstrap = true, MostPoints = MostPoints, RandomThresholds = true },
        t => known.Draws(FirstTree + t));

    private static double[] Logarithms(double[] y)
    {
        double best = y.Min(), range = y.Max() - best;
        return [.. y.Select(v => range > 0 ? Elementary.Log(((v - best) / range) + LogOffset) : 0)];
    }
}
