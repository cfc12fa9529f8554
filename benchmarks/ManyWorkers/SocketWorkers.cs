using System.Diagnostics;
using HyperSearch.Search.Coordination;
using HyperSearch.Workers;

namespace HyperSearch.Benchmarks.ManyWorkers;

/// <summary>Workers in a process of their own, each with its own connection.</summary>
internal static class SocketWorkers
{
    public static async Task RunAsync(string socket, int count)
    {
        var latencies = new Latencies();
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => WorkAsync(socket, $"w{i}", latencies)))).ConfigureAwait(false);
        Console.WriteLine(latencies);
    }

    private static async Task WorkAsync(string socket, string name, Latencies latencies)
    {
        using var desk = new DeskClient(DeskAddress.OfSocket(socket), name, TimeProvider.System);
        while (await desk.AskAsync().ConfigureAwait(false) is { } work)
        {
            for (int epoch = 1; epoch <= SimulatedTraining.Epochs; epoch += SimulatedTraining.Batch)
            {
                bool isEnd = epoch + SimulatedTraining.Batch > SimulatedTraining.Epochs;
                var report = new Report("", work.Trial, work.Repeat, work.Attempt, SimulatedTraining.From(new WorkId(work.Trial, work.Repeat), epoch), isEnd, null);
                long begin = Stopwatch.GetTimestamp();
                await desk.ReportAsync(report).ConfigureAwait(false);
                latencies.Add(Stopwatch.GetElapsedTime(begin));
            }
        }
    }
}
