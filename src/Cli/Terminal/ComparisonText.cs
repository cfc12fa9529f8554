using System.Globalization;
using HyperSearch.Search.Studies;

namespace HyperSearch.Cli.Terminal;

/// <summary>The values of a parameter beside each other, as a table that is also Markdown.</summary>
internal static class ComparisonText
{
    public static void Write(TextWriter output, string path, IReadOnlyList<Comparison> comparisons)
    {
        string[][] rows =
        [
            [path, "trials", "completed", "best", "median", "the best trial", "diagnosis"],
            .. comparisons.Select(c => new[]
            {
                c.Value ?? "(inactive)",
                c.Trials.ToString(CultureInfo.InvariantCulture),
                c.Completed.ToString(CultureInfo.InvariantCulture),
                c.Best is { } best ? Numbers.Short(best.Work.Value!.Value) : "",
                c.Median is { } median ? Numbers.Short(median) : "",
                c.Best is { } trial ? $"{trial.Number}: {StatusText.Parameters(trial.Parameters.ToJson())}" : "",
                c.Best?.Work.Diagnosis?.Verdict ?? "",
            }),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        for (int r = 0; r < rows.Length; r++)
        {
            output.WriteLine($"| {string.Join(" | ", rows[r].Select((cell, column) => cell.PadRight(widths[column])))} |");
            if (r == 0)
            {
                output.WriteLine($"| {string.Join(" | ", widths.Select(w => new string('-', w)))} |");
            }
        }
    }
}
