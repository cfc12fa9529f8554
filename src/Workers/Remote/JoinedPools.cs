using HyperSearch.Search.Coordination;

namespace HyperSearch.Workers.Remote;

/// <summary>Several pools that work for one desk. When one of them fails, all end.</summary>
/// <param name="pools">The pools.</param>
public sealed class JoinedPools(IReadOnlyList<IWorkerPool> pools) : IWorkerPool
{
    /// <inheritdoc />
    public async Task RunAsync(StudyDesk desk, CancellationToken stop)
    {
        using var stopAll = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] running = [.. pools.Select(pool => pool.RunAsync(desk, stopAll.Token))];
        await foreach (Task ended in Task.WhenEach(running).ConfigureAwait(false))
        {
            if (ended.IsFaulted)
            {
                await stopAll.CancelAsync().ConfigureAwait(false);
            }
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }
}
