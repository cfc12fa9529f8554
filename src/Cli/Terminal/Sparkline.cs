namespace HyperSearch.Cli.Terminal;

/// <summary>A curve in one line of text.</summary>
internal static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    // What a curve does at its very beginning is far from all that follows, and would leave that flat.
    private const double Beginning = 0.1;

    /// <summary>
    /// The curve in at most <paramref name="width"/> characters, from the least to the greatest value that it has after its beginning; what lies beyond those is drawn at their height. A flat one lies in
    /// the middle.
    /// </summary>
    public static string Of(IReadOnlyList<double> values, int width)
    {
        if (values.Count == 0 || width < 1)
        {
            return "";
        }

        int count = Math.Min(values.Count, width);
        double[] shown = [.. Enumerable.Range(0, count).Select(i => values[(int)((i + 1L) * values.Count / count) - 1])];
        double[] later = shown[(int)(Beginning * count)..];
        double least = later.Min(), greatest = later.Max();
        return string.Concat(shown.Select(v => Levels[greatest > least ? (int)Math.Round((Math.Clamp(v, least, greatest) - least) / (greatest - least) * (Levels.Length - 1)) : Levels.Length / 2]));
    }
}
