namespace HyperSearch.Search.Coordination;

/// <summary>A pool cannot bring workers. The message says why and what to do.</summary>
/// <param name="message">One sentence.</param>
public sealed class WorkerPoolException(string message) : Exception(message);
