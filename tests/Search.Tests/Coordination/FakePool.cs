using HyperSearch.Search.Coordination;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Coordination;

/// <summary>Workers in this process.</summary>
internal sealed class FakePool(Func<StudyDesk, CancellationToken, Task> run) : IWorkerPool
{
    /// <summary>The desk, once the pool runs.</summary>
    public TaskCompletionSource<StudyDesk> Desk { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the pool came to its end.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Workers that train until they are dismissed.</summary>
    public static FakePool Of(int workers) => new((desk, _) => Task.WhenAll(Enumerable.Range(0, workers).Select(w => WorkAsync(desk, $"w{w}"))));

    public async Task RunAsync(StudyDesk desk, CancellationToken stop)
    {
        Desk.TrySetResult(desk);
        try
        {
            await run(desk, stop);
        }
        finally
        {
            HasEnded = true;
        }
    }

    public static async Task WorkAsync(StudyDesk desk, string worker)
    {
        while (await desk.AskAsync(worker) is { } work)
        {
            int epochs = ToyTrainer.Plan(work.Trainer).Epochs;
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                if (!await desk.ReportAsync(Report(worker, work, epoch, epoch == epochs)))
                {
                    break;
                }
            }
        }
    }

    public static WorkReported Report(string worker, Assignment work, int epoch, bool isLast = false) =>
        new(worker, work.Work, work.Attempt, [ToyTrainer.Train(work, epoch)], isLast ? new WorkEnd(null) : null);

    /// <summary>Only that the worker lives.</summary>
    public static WorkReported Heartbeat(string worker, Assignment work) => new(worker, work.Work, work.Attempt, [], null);
}
