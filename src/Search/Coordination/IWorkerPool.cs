namespace HyperSearch.Search.Coordination;

/// <summary>The workers of a run. A pool brings them to the desk, says when one is lost, and ends them.</summary>
public interface IWorkerPool
{
    /// <summary>
    /// Runs workers until the desk dismisses them or <paramref name="stop"/> asks to end them at once; when it returns, none is left.
    /// </summary>
    /// <exception cref="WorkerPoolException">No worker can be had.</exception>
    Task RunAsync(StudyDesk desk, CancellationToken stop);
}
