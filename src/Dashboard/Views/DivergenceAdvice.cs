using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Dashboard.Views;

/// <summary>Where trials diverged: beyond which value of which parameter.</summary>
internal static class DivergenceAdvice
{
    private const double LeastSeparation = 0.6; // Youden's J: the share of diverged trials beyond the threshold, less that of the others

    /// <summary>The advice, if trials diverged.</summary>
    public static IEnumerable<Advice> Of(StudyState state)
    {
        int diverged = state.CountOf(Outcome.Diverged);
        if (diverged == 0)
        {
            return [];
        }

        Trial[] over = [.. state.Trials.Where(t => t.Work.IsOver)];
        Split? best = null;
        for (int d = 0; d < state.Definition.Space.Dimensions.Count; d++)
        {
            if (state.Definition.Space.Dimensions[d] is NumericDimension dimension)
            {
                foreach (bool isAbove in (bool[])[true, false])
                {
                    Split split = BestSplit(over, d, dimension.Path, isAbove);
                    best = best is null || split.Separation > best.Separation ? split : best;
                }
            }
        }

        string share = Words.Of($"{Words.Count(diverged, "trial")} diverged");
        return best is { Separation: >= LeastSeparation }
            ? [Advice.Warn($"{share}, {best.Diverged} of them with {best.Path} {(best.IsAbove ? "above" : "below")} {Words.Short(best.Threshold)}, where {best.Others} of the {over.Length - diverged} others lie: {(best.IsAbove ? "lower its upper" : "raise its lower")} end.", best.Path)]
            : [Advice.Warn($"{share}; no single parameter tells them from the others.")];
    }

    private static Split BestSplit(Trial[] over, int dimension, string path, bool isAbove)
    {
        (double Value, bool Diverged)[] values =
        [
            .. over.Where(t => t.Parameters.IsActive(dimension))
                .Select(t => (t.Parameters[dimension], t.Work.Outcome == Outcome.Diverged))
                .OrderBy(v => isAbove ? -v.Item1 : v.Item1),
        ];
        double allDiverged = Math.Max(1, over.Count(t => t.Work.Outcome == Outcome.Diverged)), allOthers = Math.Max(1, over.Length - allDiverged);
        var best = new Split(path, isAbove, 0, 0, 0, 0);
        int diverged = 0, others = 0;
        for (int i = 0; i < values.Length; i++)
        {
            diverged += values[i].Diverged ? 1 : 0;
            others += values[i].Diverged ? 0 : 1;
            double separation = (diverged / allDiverged) - (others / allOthers);
            if (separation > best.Separation && (i + 1 == values.Length || values[i + 1].Value != values[i].Value))
            {
                // The threshold lies at the last value that is still inside: "above 0.3" leaves 0.3 out.
                best = new Split(path, isAbove, i + 1 < values.Length ? values[i + 1].Value : values[i].Value, diverged, others, separation);
            }
        }

        return best;
    }

    private sealed record Split(string Path, bool IsAbove, double Threshold, int Diverged, int Others, double Separation);
}
