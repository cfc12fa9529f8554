namespace HyperSearch.Search.Coordination;

/// <summary>The run cannot go on; what is recorded is whole. The message says why.</summary>
/// <param name="message">One sentence.</param>
/// <param name="inner">What happened.</param>
public sealed class RunFailedException(string message, Exception? inner = null) : Exception(message, inner);
