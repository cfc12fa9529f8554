using HyperSearch.Search.Coordination;

namespace HyperSearch.MultiFidelity;

/// <summary>A pruner on the curves of studies that were run without one.</summary>
internal static class Replay
{
    public static void Print(string pruner, int inFlight, string[] files)
    {
        Console.WriteLine("| study | without: best | with: best | difference | epochs | pruned |\n| --- | --- | --- | --- | --- | --- |");
        var differences = new List<double>();
        var shares = new List<double>();
        foreach (string file in files)
        {
            double[][] curves = Read(file);
            double without = curves.Max(c => c[^1]), with = -1;
            int epochs = 0, pruned = 0;
            foreach (OneTrainer.Ended ended in OneTrainer.Run("""{ "type": "random" }""", Race.Section(pruner), 1, inFlight, curves.Length, (t, _, e) => curves[t][e - 1]))
            {
                epochs += ended.Trial.Work.CountedEpochs;
                pruned += ended.Trial.Work.Outcome == Outcome.Pruned ? 1 : 0;
                with = ended.Trial.Work.Value is { } value ? Math.Max(with, value) : with;
            }

            differences.Add(with - without);
            shares.Add((double)epochs / curves.Sum(c => c.Length));
            Console.WriteLine($"| {Path.GetFileNameWithoutExtension(file)} | {without:F3} | {with:F3} | {with - without:F3} | {shares[^1]:P1} | {pruned} |");
        }

        Console.WriteLine($"| mean | | | {differences.Average():F4} (worst {differences.Min():F3}) | {shares.Average():P1} (most {shares.Max():P1}) | |");
    }

    /// <summary>The curves of a table trial, repeat, epoch, validation.accuracy, ...</summary>
    private static double[][] Read(string file) =>
    [
        .. File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Where(c => c[1] == "0").GroupBy(c => int.Parse(c[0])).OrderBy(g => g.Key)
            .Select(g => g.OrderBy(c => int.Parse(c[2])).Select(c => double.Parse(c[3])).ToArray()),
    ];
}
