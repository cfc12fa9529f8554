using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Coordination;

/// <summary>
/// How much one more trial may be expected to gain at most, whichever tuner proposes it: the largest expected improvement in the space, of a Gaussian process that is fitted to
/// all that ended, over the best mean that it predicts for the study's own trials. For n trials that are chosen now, n times that is an upper bound, as an improvement of the best
/// of them is no more than the sum of theirs. A stop on what a model still expects to gain is that of Makarova et al., "Automatic termination for hyperparameter optimization",
/// AutoML 2022 (arXiv:2104.08166), there with the difference of confidence bounds.
/// </summary>
internal static class ExpectedGain
{
    // Before, length scales are guessed; beyond, a fit costs more than it tells.
    private const int LeastCompleted = 10, MostTrials = 200, Candidates = 1024, Looked = 4;

    /// <summary>The gain in units of the objective; null where too little is known to say.</summary>
    public static double? OfOneTrial(Knowledge known)
    {
        KnownTrial[] trials = Kept(known.Ended);
        bool[] isOwn = [.. trials.Select(t => t is { Number: >= 0, Outcome: Outcome.Completed })];
        if (isOwn.Count(own => own) < LeastCompleted)
        {
            return null;
        }

        Knowledge wide = Widened(known);
        var space = new GpSpace(wide.Space, wide.Rounds[0].Ranges);
        double[][] x = [.. trials.Select(t => space.Code(t.Parameters))];
        double[] losses = [.. trials.Select(t => t.CompletedLoss)];
        double[] y = OutputWarp.Apply(losses, losses.Length);
        KernelParameters kernel = KernelFit.Find(x, y, new double[x.Length], space.IsScale);
        if (UnitOf(losses, y) is not { } unit || GaussianProcess.Condition(x, y, kernel) is not { } process)
        {
            return null;
        }

        double[] means = [.. x.Select(p => process.At(p).Mean)];
        double best = means.Where((_, i) => isOwn[i]).Min();
        List<ParameterSet> found = new AcquisitionSearch(space, process, best, wide).Find(Candidates, [.. trials.Select(t => t.Parameters)], means);

        // A finite space that is used up has nothing left to gain.
        return found.Count == 0 ? 0 : unit * found.Take(Looked).Max(p => Improvement(process, space.Code(p), best));
    }

    private static double Improvement(GaussianProcess process, double[] point, double best)
    {
        (double mean, double variance) = process.At(point);
        double deviation = Math.Sqrt(Math.Max(variance, 1e-14 * process.PriorVariance));
        return deviation * Elementary.Exp(LogExpectedImprovement.At((best - mean) / deviation).Log);
    }

    /// <summary>How much of the objective one unit of the process is near the best, where the warp is linear; null where all losses are one.</summary>
    private static double? UnitOf(double[] losses, double[] y)
    {
        double least = losses.Min(), next = losses.Where(l => l > least && double.IsFinite(l)).DefaultIfEmpty(least).Min();
        double distance = y[Array.IndexOf(losses, next)] - y[Array.IndexOf(losses, least)];
        return next > least && distance > 0 ? (next - least) / distance : null;
    }

    /// <summary>All trials, or of very many the best: how the objective runs near them decides what is to be gained.</summary>
    private static KnownTrial[] Kept(IReadOnlyList<KnownTrial> ended) => ended.Count <= MostTrials ? [.. ended]
        : [.. ended.OrderBy(t => t.Outcome).ThenBy(t => t.Loss).ThenBy(t => t.Number).Take(MostTrials)];

    /// <summary>The same knowledge with ranges that hold every round's, as trials of all of them are looked at.</summary>
    private static Knowledge Widened(Knowledge known)
    {
        SearchRange[] ranges = [.. known.Rounds[0].Ranges];
        for (int d = 0; d < ranges.Length; d++)
        {
            if (known.Space.Dimensions[d] is NumericDimension)
            {
                ranges[d] = new SearchRange(known.Rounds.Min(r => r.Ranges[d].Min), known.Rounds.Max(r => r.Ranges[d].Max));
            }
        }

        return known.In(ranges);
    }
}
