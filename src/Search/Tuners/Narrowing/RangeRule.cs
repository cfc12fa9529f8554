using System.Globalization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// How the range of one dimension moves at the start of a round: it narrows around the best quarter of what is known inside it, widens where next
/// to nothing worse is known between the best and an edge that the limits let it pass, and stays where the dimension made no difference.
/// </summary>
internal static class RangeRule
{
    private const double Significance = 0.05, BestShare = 0.25, LeastWidth = 0.25, BeyondShare = 0.02, Widening = 0.5;
    private const int LeastBest = 5, LeastBeyond = 1;

    /// <summary>The dimension's next range.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="range">Its present range.</param>
    /// <param name="evidence">The known trials inside the present ranges in which it was active, with its values.</param>
    public static (SearchRange Range, string Why) Next(NumericDimension dimension, SearchRange range, IReadOnlyList<(KnownTrial Trial, double Value)> evidence)
    {
        int completed = evidence.Count(e => e.Trial.Outcome == Outcome.Completed);
        if (completed < LeastBest)
        {
            return (range, Text($"stays: only {completed} of {evidence.Count} known trials completed"));
        }

        if (range.Min == range.Max)
        {
            return (range, "stays: it has one value");
        }

        // Everything below is measured in widths of the present range on the dimension's scale: 0 is its lower end, 1 its upper.
        double a = dimension.Scale.ToScale(range.Min), width = dimension.Scale.ToScale(range.Max) - a;
        double[] all = [.. evidence.OrderBy(e => e.Trial.Outcome).ThenBy(e => e.Trial.Loss).ThenBy(e => e.Trial.Number).Select(e => (dimension.Scale.ToScale(e.Value) - a) / width)];
        double[] best = all[..Math.Min(completed, Math.Max(LeastBest, (int)(all.Length * BestShare)))];
        double p = KolmogorovSmirnov.Probability(KolmogorovSmirnov.Distance(best, all), best.Length, all.Length);
        if (p > Significance)
        {
            return (range, Text($"stays: made no difference, the best {best.Length} of {all.Length} are spread like all (p = {p:0.##})"));
        }

        double gap = (best.Max() - best.Min()) / (best.Length - 1);

        // An end moves in only past trials that are known to be worse: where nothing was tried, nothing is known against it.
        double low = all.Min() < best.Min() ? Math.Max(0, best.Min() - gap) : 0, high = all.Max() > best.Max() ? Math.Min(1, best.Max() + gap) : 1;
        if (high - low < LeastWidth)
        {
            low = Math.Clamp(((low + high) / 2) - (LeastWidth / 2), 0, 1 - LeastWidth);
            high = low + LeastWidth;
        }

        // The end of a range is proven by worse trials between the best ones and it; a single one may be bad luck in another dimension, as may be one in fifty.
        int most = Math.Max(LeastBeyond, (int)(BeyondShare * all.Length)), belowBest = all.Count(x => x < best.Min()), aboveBest = all.Count(x => x > best.Max());
        SearchRange limits = dimension.Limits ?? range;
        bool widensLow = belowBest <= most && limits.Min < range.Min, widensHigh = aboveBest <= most && limits.Max > range.Max;
        double min = widensLow ? Math.Max(limits.Min, dimension.Scale.FromScale(a - (Widening * width))) : low == 0 ? range.Min : dimension.Scale.FromScale(a + (low * width));
        double max = widensHigh ? Math.Min(limits.Max, dimension.Scale.FromScale(a + ((1 + Widening) * width))) : high == 1 ? range.Max : dimension.Scale.FromScale(a + (high * width));
        SearchRange next = Snap(dimension, new SearchRange(min, max), widensLow || widensHigh ? limits : range);

        List<string> reasons = [];
        if (widensHigh)
        {
            reasons.Add(Text($"{Beyond(aboveBest)} the best {best.Length} at the upper end of {dimension.Path}: {range.Max:G3} -> {next.Max:G3}, limit {limits.Max:G3}"));
        }

        if (widensLow)
        {
            reasons.Add(Text($"{Beyond(belowBest)} the best {best.Length} at the lower end of {dimension.Path}: {range.Min:G3} -> {next.Min:G3}, limit {limits.Min:G3}"));
        }

        if (next.Min > range.Min || next.Max < range.Max)
        {
            reasons.Add(Text($"narrows: the best {best.Length} of {all.Length} lie in {Value(best.Min()):G3}..{Value(best.Max()):G3} (p = {p:G2})"));
        }

        return (next, reasons.Count > 0 ? string.Join("; ", reasons) : Text($"stays: the best {best.Length} of {all.Length} span all of it (p = {p:G2})"));

        double Value(double place) => dimension.Scale.FromScale(a + (place * width));
        string Beyond(int count) => Text($"{(count == 0 ? "none" : $"only {count}")} of {all.Length} {(count > 1 ? "lie" : "lies")} beyond");
    }

    /// <summary>Moves the ends outward to values that the dimension can have.</summary>
    private static SearchRange Snap(NumericDimension dimension, SearchRange range, SearchRange within)
    {
        if (dimension.EffectiveStep is not { } step)
        {
            return range;
        }

        (long first, long last) = UnitCube.Levels(dimension, within);
        long low = Math.Clamp((long)Math.Floor(((range.Min - dimension.Min) / step) + 1e-9), first, last);
        long high = Math.Clamp((long)Math.Ceiling(((range.Max - dimension.Min) / step) - 1e-9), first, last);
        return new SearchRange(UnitCube.Level(dimension, low), UnitCube.Level(dimension, high));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
