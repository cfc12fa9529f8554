namespace HyperSearch.Cli;

/// <summary>What the user gave is wrong. The message says where, what, and what is allowed; it is all that is printed.</summary>
internal sealed class WrongInputException(string message) : Exception(message);
