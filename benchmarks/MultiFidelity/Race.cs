using System.Diagnostics;
using HyperSearch.Search.Coordination;

namespace HyperSearch.MultiFidelity;

/// <summary>How many epochs a tuner and a pruner need until the completed trial with the best observed accuracy is, without noise, within 0.005 of the best.</summary>
internal static class Race
{
    private const double Goal = 0.005;

    /// <summary>A tuner or pruner by its word, or a whole section.</summary>
    public static string Section(string word) => word.StartsWith('{') ? word : $$"""{ "type": "{{word}}" }""";

    public static string Row(string variant, string tuner, string pruner, int first, int seeds, int cap)
    {
        bool isCrossing = variant == "crossing";
        var epochs = new List<double>();
        var trials = new List<double>();
        var distances = new List<double[]>();
        double cpu = 0;
        for (int seed = first; seed < first + seeds; seed++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            (double e, double t, double[] d) = Search(isCrossing, tuner, pruner, seed, cap);
            cpu += (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            epochs.Add(e);
            trials.Add(t);
            distances.Add(d);
        }

        int reached = epochs.Count(double.IsFinite);
        double[] reachedTrials = [.. trials.Where(double.IsFinite)];
        string at = string.Join(" | ", Enumerable.Range(0, distances[0].Length).Select(i => $"{Quantile(distances.Select(d => d[i]), 0.5):F4}"));
        return $"| {variant} | {tuner} + {pruner} | {reached} of {seeds} | {Show(0.25)} / {Show(0.5)} / {Show(0.75)} | {(reached == 0 ? "-" : Quantile(reachedTrials, 0.5))} | {at} | {cpu / seeds:F1} |";

        string Show(double q) => Quantile(epochs, q) is var value && double.IsFinite(value) ? $"{value}" : "> cap";
    }

    private static double Quantile(IEnumerable<double> values, double q)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(q * sorted.Length) - 1)];
    }

    private static (double Epochs, double Trials, double[] Distances) Search(bool isCrossing, string tuner, string pruner, int seed, int cap)
    {
        int[] checkpoints = [500, 1000, 2000, 4000];
        var distances = new List<double>();
        double best = LearningCurve.Best(isCrossing), observed = -1, noiseless = 0.1, epochs = double.PositiveInfinity, trials = double.PositiveInfinity;
        int used = 0;
        foreach (OneTrainer.Ended ended in OneTrainer.Run(
            Section(tuner), Section(pruner), seed, 1, 1_000_000, (trial, s, epoch) => LearningCurve.Accuracy(isCrossing, s.Lr, s.Wd, epoch, (1000003UL * (ulong)seed) + (ulong)trial)))
        {
            used += ended.Trial.Work.CountedEpochs;
            while (distances.Count < checkpoints.Length && used > checkpoints[distances.Count])
            {
                distances.Add(best - noiseless);
            }

            if (ended.Trial.Work is { Outcome: Outcome.Completed, Value: { } value } && value > observed)
            {
                (observed, noiseless) = (value, LearningCurve.Accuracy(isCrossing, ended.Section.Lr, ended.Section.Wd, LearningCurve.Epochs, null));
            }

            if (noiseless >= best - Goal && double.IsInfinity(epochs))
            {
                (epochs, trials) = (used, ended.Trial.Number + 1);
            }

            if (used >= cap)
            {
                break;
            }
        }

        while (distances.Count < checkpoints.Length)
        {
            distances.Add(best - noiseless);
        }

        return (epochs, trials, [.. distances]);
    }
}
