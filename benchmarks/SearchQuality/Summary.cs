using System.Globalization;

namespace HyperSearch.Benchmarks.SearchQuality;

/// <summary>Median regrets of every function side by side, and their ratio to those of the first file, which is the yardstick.</summary>
internal static class Summary
{
    public static void Write(IEnumerable<string> paths)
    {
        QualityRun[][] columns = [.. paths.SelectMany(p => QualityRun.Read(p).GroupBy(r => (r.Tuner, r.InFlight))).Select(g => g.ToArray())];
        Console.WriteLine("| function | " + string.Join(" | ", columns.Select(c => $"{c[0].Tuner}, {c[0].InFlight} in flight")) + " |");
        Console.WriteLine("|---|" + string.Concat(columns.Select(_ => "---|")));
        foreach (string function in TestFunction.All.Concat(TestFunction.Planted).Select(f => f.Name).Where(name => columns[0].Any(r => r.Function == name)))
        {
            Row(function, columns.Select(c => Cell(i => MedianRegret(c, function, i))));
        }

        Row("**median ratio to the first**", columns.Select(c => Cell(i => MedianRatio(c, columns[0], i))));
        Row("worst ratio", columns.Select(c => Cell(i => Ratios(c, columns[0], i).DefaultIfEmpty(double.NaN).Max())));
        Row("CPU ms a proposal", columns.Select(c => c.Average(r => r.ProposalMilliseconds).ToString("0.00", CultureInfo.InvariantCulture)));
        Row("runs a function", columns.Select(c => c.GroupBy(r => r.Function).Max(g => g.Count()).ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>In how many of the runs a planted optimum was found: the incumbent's regret is at most that of a tenth of the first range's width.</summary>
    public static void WriteFound(IEnumerable<string> paths)
    {
        const double tenth = 0.1 * 0.1;
        QualityRun[][] columns = [.. paths.SelectMany(p => QualityRun.Read(p).GroupBy(r => (r.Tuner, r.InFlight))).Select(g => g.ToArray())];
        Console.WriteLine("| planted | " + string.Join(" | ", columns.Select(c => $"{c[0].Tuner}, {c[0].InFlight} in flight")) + " |");
        Console.WriteLine("|---|" + string.Concat(columns.Select(_ => "---|")));
        foreach (string function in TestFunction.Planted.Select(f => f.Name))
        {
            Row(function, columns.Select(c => c.Where(r => r.Function == function).ToArray()).Select(runs => $"{runs.Count(r => r.Regrets[^1] <= tenth)} of {runs.Length}"));
        }
    }

    private static void Row(string head, IEnumerable<string> cells) => Console.WriteLine($"| {head} | {string.Join(" | ", cells)} |");

    private static string Cell(Func<int, double> value) =>
        string.Join(" / ", Enumerable.Range(0, QualityRun.Checkpoints.Length).Select(i => value(i).ToString("0.###e+0", CultureInfo.InvariantCulture) is var e && value(i) is >= 0.001 and < 1000 ? value(i).ToString("G3", CultureInfo.InvariantCulture) : e));

    private static double MedianRatio(QualityRun[] column, QualityRun[] first, int i) => Median(Ratios(column, first, i));

    private static IEnumerable<double> Ratios(QualityRun[] column, QualityRun[] first, int i) =>
        TestFunction.All.Select(f => MedianRegret(column, f.Name, i) / MedianRegret(first, f.Name, i)).Where(r => !double.IsNaN(r));

    private static double MedianRegret(QualityRun[] column, string function, int i) => Median(column.Where(r => r.Function == function).Select(r => r.Regrets[i]));

    private static double Median(IEnumerable<double> values) =>
        values.Where(v => !double.IsNaN(v)).Order().ToArray() is { Length: > 0 } sorted ? (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2 : double.NaN;
}
