using System.Diagnostics;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Benchmarks.ManyWorkers;

/// <summary>Workers as tasks of this process: what is left is the coordinator's own cost, and an upper bound of it.</summary>
internal sealed class InProcessWorkers(int count, Latencies latencies) : IWorkerPool
{
    public Task RunAsync(StudyDesk desk, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => WorkAsync(desk, $"w{i}"), CancellationToken.None)));

    private async Task WorkAsync(StudyDesk desk, string name)
    {
        while (await desk.AskAsync(name).ConfigureAwait(false) is { } work)
        {
            for (int epoch = 1; epoch <= SimulatedTraining.Epochs; epoch += SimulatedTraining.Batch)
            {
                WorkEnd? end = epoch + SimulatedTraining.Batch > SimulatedTraining.Epochs ? new WorkEnd(null) : null;
                long begin = Stopwatch.GetTimestamp();
                await desk.ReportAsync(new WorkReported(name, work.Work, work.Attempt, SimulatedTraining.From(work.Work, epoch), end)).ConfigureAwait(false);
                latencies.Add(Stopwatch.GetElapsedTime(begin));
            }
        }
    }
}
