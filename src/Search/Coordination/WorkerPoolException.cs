namespace HyperSearch.Search.Coordination;

/// <summary>A pool cannot bring workers. The message says why and what to do.</summary>
/// <param name="message">One sentence.</param>
/// <param name="isWrongInput">Whether what the user gave is to blame, such as data that cannot be read.</param>
public sealed class WorkerPoolException(string message, bool isWrongInput = false) : Exception(message)
{
    /// <summary>Whether what the user gave is to blame.</summary>
    public bool IsWrongInput => isWrongInput;
}
