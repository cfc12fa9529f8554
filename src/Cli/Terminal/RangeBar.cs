using HyperSearch.Search.Spaces;
using Spectre.Console;

namespace HyperSearch.Cli.Terminal;

/// <summary>Where a dimension is searched, as a bar on its scale: the axis is all that it may ever become, with the decades of a log scale as ticks; the mark is the best trial's value.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Axis">The whole axis.</param>
/// <param name="Range">The present range.</param>
/// <param name="Best">The best trial's value; null where there is none.</param>
internal sealed record RangeBar(NumericDimension Dimension, SearchRange Axis, SearchRange Range, double? Best)
{
    private const int LeastBetweenTicks = 3;
    private static readonly Style Grey = new(Color.Grey), Inside = new(Color.Aqua), Mark = new(Color.Green, decoration: Decoration.Bold);

    /// <summary>The ends of the axis as text.</summary>
    public (string Low, string High) Ends => (Numbers.Brief(Axis.Min), Numbers.Brief(Axis.Max));

    /// <summary>Adds the bar to a line.</summary>
    public LiveLine AddTo(LiveLine line, int width)
    {
        int from = PlaceOf(Range.Min, width), to = PlaceOf(Range.Max, width), best = Best is { } value ? PlaceOf(value, width) : -1;
        HashSet<int> ticks = [.. Ticks(width)];
        int begin = 0;
        for (int i = 1; i <= width; i++)
        {
            // Neighbours of one style are one piece.
            if (i == width || StyleOf(i) != StyleOf(begin))
            {
                line.Add(string.Concat(Enumerable.Range(begin, i - begin).Select(GlyphAt)), StyleOf(begin));
                begin = i;
            }
        }

        return line;

        Style StyleOf(int i) => i == best ? Mark : i >= from && i <= to ? Inside : Grey;
        string GlyphAt(int i) => i == best ? "●" : (i >= from && i <= to, ticks.Contains(i)) switch { (true, true) => "╋", (true, false) => "━", (false, true) => "┼", _ => "─" };
    }

    /// <summary>The place on the scale itself: in the unit cube a whole number is the middle of a cell, so that the first and the last would not reach the ends.</summary>
    private int PlaceOf(double value, int width) => (int)Math.Round(UnitCube.FromValue(Dimension with { Integer = false, Step = null }, Axis, value) * (width - 1));

    /// <summary>Where the powers of ten are, if they are far enough apart to be told.</summary>
    private IEnumerable<int> Ticks(int width)
    {
        if (Dimension.Scale != Scale.Log || Axis.Min <= 0)
        {
            return [];
        }

        int first = (int)Math.Ceiling(Math.Log10(Axis.Min) - 1e-9), last = (int)Math.Floor(Math.Log10(Axis.Max) + 1e-9);
        return (last - first + 1) * LeastBetweenTicks > width ? [] : Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(decade => PlaceOf(Math.Pow(10, decade), width));
    }
}
