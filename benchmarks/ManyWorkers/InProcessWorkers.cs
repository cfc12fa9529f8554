using HyperSearch.Search.Coordination;

namespace HyperSearch.Benchmarks.ManyWorkers;

/// <summary>Workers as tasks of this process: no sockets, no messages; what is left is the cost of coordinator and journal.</summary>
internal sealed class InProcessWorkers(Load load, Latencies latencies) : IWorkerPool
{
    public Task RunAsync(StudyDesk desk, CancellationToken stop) => load.RunAsync(async i =>
    {
        string name = $"w{i}";
        while (await desk.AskAsync(name).ConfigureAwait(false) is { } work)
        {
            await load.TrainAsync(work.Work, (epochs, isEnd) => desk.ReportAsync(new WorkReported(name, work.Work, work.Attempt, epochs, isEnd ? new WorkEnd(null) : null)), latencies).ConfigureAwait(false);
        }
    });
}
