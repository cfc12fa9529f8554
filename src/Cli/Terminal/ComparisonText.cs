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
                Shown(c.Value),
                c.Trials.ToString(CultureInfo.InvariantCulture),
                c.Completed.ToString(CultureInfo.InvariantCulture),
                c.Best is { } best ? Numbers.Short(best.Work.Value!.Value) : "",
                c.Median is { } median ? Numbers.Short(median) : "",
                c.Best is { } trial ? $"{trial.Number}: {StatusText.Parameters(trial.Parameters.ToJson())}" : "",
                c.Best?.Work.Diagnosis?.Verdict ?? "",
            }),
        ];
        TextTable.Write(output, rows);
    }

    /// <summary>The best value for each pair of values of two parameters.</summary>
    public static void Write(TextWriter output, string path, string other, IReadOnlyList<(string? Value, IReadOnlyList<Comparison> Comparisons)> comparisons)
    {
        string?[] columns = [.. comparisons.SelectMany(c => c.Comparisons).Select(c => c.Value).Distinct()];
        TextTable.Write(output,
        [
            [$"{path}, {other}", .. columns.Select(Shown)],
            .. comparisons.Select(row => columns.Select(column => row.Comparisons.FirstOrDefault(c => c.Value == column)).Select(Best).Prepend(Shown(row.Value)).ToArray()),
        ]);
    }

    private static string Best(Comparison? comparison) => comparison?.Best is { } best ? Numbers.Short(best.Work.Value!.Value) : comparison is null ? "" : "-";

    private static string Shown(string? value) => value is null ? "(inactive)" : double.TryParse(value, CultureInfo.InvariantCulture, out double number) ? Numbers.Short(number) : value;
}
