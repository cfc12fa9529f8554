using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>A point for each of the ended trials. Those of the last call are kept as far as they are the same: they save time and change nothing.</summary>
internal sealed class EncodedTrials
{
    private readonly List<KnownTrial> trials = [];
    private readonly List<double[]> points = [];
    private SearchRange[] ranges = [];

    /// <summary>The points of the trials that are known to have ended, in their order; good until the next call.</summary>
    /// <param name="known">What is known.</param>
    /// <param name="encode">The point of a parameter set in the space and the first ranges of <paramref name="known"/>.</param>
    public IReadOnlyList<double[]> Of(Knowledge known, Func<ParameterSet, double[]> encode)
    {
        int same = known.Rounds[0].Ranges.SequenceEqual(ranges) ? KnownTrial.CommonStart(trials, known.Ended) : 0;
        trials.RemoveRange(same, trials.Count - same);
        points.RemoveRange(same, points.Count - same);
        ranges = [.. known.Rounds[0].Ranges];
        for (int i = same; i < known.Ended.Count; i++)
        {
            trials.Add(known.Ended[i]);
            points.Add(encode(known.Ended[i].Parameters));
        }

        return points;
    }
}
