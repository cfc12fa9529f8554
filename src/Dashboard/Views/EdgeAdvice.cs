using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Dashboard.Views;

/// <summary>
/// Whether the best trials crowd at an end of a range: two of the best five in its last twentieth, or all of them in its last fifth. Then better ones may lie beyond it.
/// </summary>
internal static class EdgeAdvice
{
    private const int Best = 5, LeastCompleted = 10;
    private const double Band = 0.05, Outer = 0.2;

    /// <summary>The advice for each end of each numeric dimension.</summary>
    public static IEnumerable<Advice> Of(StudyState state)
    {
        if (state.CountOf(Outcome.Completed) < LeastCompleted)
        {
            yield break;
        }

        Trial[] best = [.. state.Ranking().Take(Best)];
        SearchRange[] ranges = [.. state.Rounds[^1].Ranges];
        double[][] places = [.. best.Select(t => state.Definition.Space.Encode(t.Parameters, ranges))];
        for (int d = 0; d < ranges.Length; d++)
        {
            if (state.Definition.Space.Dimensions[d] is not NumericDimension dimension || ranges[d].Min == ranges[d].Max)
            {
                continue;
            }

            // Of values with a step, only the last one counts, and by chance it is met often: more of the best must be there.
            bool isStepped = dimension.EffectiveStep is { } step && (ranges[d].Max - ranges[d].Min) / step < 1 / Band;
            int Crowd(Func<int, double> fromEnd)
            {
                int close = Enumerable.Range(0, best.Length).Count(i => fromEnd(i) <= Band), near = Enumerable.Range(0, best.Length).Count(i => fromEnd(i) <= Outer);
                return isStepped ? (close >= 4 ? close : 0) : near == best.Length ? near : close >= 2 ? close : 0;
            }

            int high = Crowd(i => isStepped ? (best[i].Parameters[d] == ranges[d].Max ? 0 : 1) : 1 - places[i][d]);
            int low = Crowd(i => isStepped ? (best[i].Parameters[d] == ranges[d].Min ? 0 : 1) : places[i][d]);
            bool isMoved = state.Definition.Search.Tuner is NarrowingTunerOptions;

            // Good trials at both ends say that it matters little, and not where better ones are.
            if (high > 0 && low == 0)
            {
                yield return At("upper", high, dimension, isMoved, ranges[d].Max, dimension.Limits?.Max, (end, limit) => end < limit);
            }
            else if (low > 0 && high == 0)
            {
                yield return At("lower", low, dimension, isMoved, ranges[d].Min, dimension.Limits?.Min, (end, limit) => end > limit);
            }
        }
    }

    private static Advice At(string side, int count, NumericDimension dimension, bool isMoved, double end, double? limit, Func<double, double, bool> isInside)
    {
        string found = $"{count} of the best {Best} trials lie near the {side} edge of {dimension.Path}, {Words.Short(end)}";
        string todo = !isMoved ? "search beyond it in a study with a wider range"
            : limit is not { } most ? $"give it `limits` beyond {Words.Short(end)}, so that its range can widen"
            : isInside(end, most) ? $"its `limits` let it go on to {Words.Short(most)}: more trials may find better ones there"
            : $"that is its limit: widen `limits`";
        return Advice.Do($"{found}: {todo}.", dimension.Path);
    }
}
