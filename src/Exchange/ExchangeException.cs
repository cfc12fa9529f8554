namespace HyperSearch.Exchange;

/// <summary>A file cannot be read as a study of another tool, or something stands where one would be written. The message says where, what, and what is expected.</summary>
/// <param name="message">One sentence, or a line for each of several faults.</param>
public sealed class ExchangeException(string message) : Exception(message);
