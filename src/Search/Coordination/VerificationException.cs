namespace HyperSearch.Search.Coordination;

/// <summary>A study is not what it had to be. The message names the record.</summary>
/// <param name="message">One sentence.</param>
public sealed class VerificationException(string message) : Exception(message);
