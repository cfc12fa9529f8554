namespace HyperSearch.Workers;

/// <summary>Coordinator and worker cannot be connected as asked: an address, a token, a certificate, or the coordinator's refusal. The message says which, and what to do.</summary>
/// <param name="message">A sentence or two.</param>
public sealed class ConnectionException(string message) : Exception(message);
