using System.Globalization;
using HyperSearch.Numerics;

namespace HyperSearch.Benchmarks.SearchQuality;

/// <summary>How sure it is that one tuner's median regret is above another's: runs drawn again with replacement (Efron's percentile intervals).</summary>
internal static class Bootstrap
{
    private const int Draws = 10_000;

    /// <summary>By function, the ratio of the medians with its 95 % interval, after each number of trials.</summary>
    public static void Write(string own, string peer)
    {
        QualityRun[] ours = [.. QualityRun.Read(own)], theirs = [.. QualityRun.Read(peer)];
        Console.WriteLine($"| function | {string.Join(" | ", QualityRun.Checkpoints.Select(c => $"after {c}"))} |\n|---|{string.Concat(QualityRun.Checkpoints.Select(_ => "---|"))}");
        var draws = new RandomStream(1, StreamPurpose.Importance);
        foreach (string function in TestFunction.All.Select(f => f.Name).Where(f => ours.Any(r => r.Function == f) && theirs.Any(r => r.Function == f)))
        {
            IEnumerable<string> cells = Enumerable.Range(0, QualityRun.Checkpoints.Length).Select(i => Cell(Regrets(ours, function, i), Regrets(theirs, function, i), draws));
            Console.WriteLine($"| {function} | {string.Join(" | ", cells)} |");
        }
    }

    private static string Cell(double[] own, double[] peer, RandomStream draws)
    {
        double[] ratios = new double[Draws];
        for (int i = 0; i < Draws; i++)
        {
            ratios[i] = Median(Again(own, draws)) / Median(Again(peer, draws));
        }

        Array.Sort(ratios);
        return string.Create(CultureInfo.InvariantCulture, $"{Median(own) / Median(peer):G2} ({ratios[Draws / 40]:G2} to {ratios[Draws - 1 - (Draws / 40)]:G2})");
    }

    private static double[] Again(double[] values, RandomStream draws)
    {
        double[] drawn = new double[values.Length];
        for (int i = 0; i < drawn.Length; i++)
        {
            drawn[i] = values[draws.NextBelow(values.Length)];
        }

        return drawn;
    }

    private static double[] Regrets(QualityRun[] runs, string function, int checkpoint) => [.. runs.Where(r => r.Function == function).Select(r => r.Regrets[checkpoint])];

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
