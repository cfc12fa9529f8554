using System.Diagnostics;
using System.Text.Json;

namespace HyperSearch.Benchmarks;

/// <summary>
/// Trains every network of <see cref="Net.All"/> here, in PyTorch and in hand-written numpy (peers/train_speed.py), taking turns, each time in a process of its own
/// on the processor core this one is pinned to. Prints medians over the turns and their ratios as Markdown.
/// </summary>
internal static class Comparison
{
    /// <param name="python">The Python that has numpy and PyTorch.</param>
    /// <param name="script">peers/train_speed.py.</param>
    /// <param name="mnist">The folder of MNIST's IDX files.</param>
    /// <param name="turns">How often each of the three trains each network.</param>
    public static void Run(string python, string script, string mnist, int turns)
    {
        string cpu = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();
        Console.WriteLine($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, one core of {cpu}, .NET {Environment.Version}");
        Console.WriteLine($"BLAS of the peers: {OpenBlas.Description}, 1 thread");
        Console.WriteLine($"Samples per second of CPU time, medians of {turns} turns (lowest to highest turn).\n");
        Console.WriteLine("| network | hypersearch | PyTorch (foreach) | numpy | to PyTorch | to numpy |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (Net net in Net.All)
        {
            List<double> ours = [], torch = [], numpy = [];
            for (int turn = 0; turn < turns; turn++)
            {
                ours.Add(Train(Environment.ProcessPath!, [typeof(Comparison).Assembly.Location, "train", net.Name, mnist], mnist));
                torch.Add(Train(python, [script, "torch", .. Arguments(net)], mnist));
                if (net.IsPlain)
                    numpy.Add(Train(python, [script, "numpy", .. Arguments(net)], mnist));
            }

            Console.WriteLine($"| {net.Description} | {Text(ours)} | {Text(torch)} | {Text(numpy)} | {Ratio(ours, torch)} | {Ratio(ours, numpy)} |");
        }
    }

    private static IEnumerable<string> Arguments(Net net) =>
    [
        "--hidden", string.Join(',', net.Hidden), "--batch", $"{net.Batch}", "--optimizer", $"{net.Optimizer}".ToLowerInvariant(), "--weight-decay", $"{net.WeightDecay}",
        "--samples", $"{net.Samples}", "--epochs", $"{net.Epochs}", "--norm", $"{net.Normalization}".ToLowerInvariant(), "--dropout", $"{net.Dropout}",
    ];

    private static double Train(string program, IEnumerable<string> arguments, string mnist)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        (start.Environment["MNIST"], start.Environment["OMP_NUM_THREADS"], start.Environment["OPENBLAS_NUM_THREADS"]) = (mnist, "1", "1");
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return JsonDocument.Parse(output).RootElement.GetProperty("samples_per_cpu_second").GetProperty("median").GetDouble();
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Ratio(List<double> ours, List<double> theirs) => theirs.Count == 0 ? "" : $"{Median(ours) / Median(theirs):f2}";

    private static string Text(List<double> values) => values.Count == 0 ? "" : $"{Median(values):n0} ({values.Min():n0} to {values.Max():n0})";
}
