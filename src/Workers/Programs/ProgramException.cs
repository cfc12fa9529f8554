namespace HyperSearch.Workers.Programs;

/// <summary>A run of a program came to nothing: it failed, passed a limit, or printed what cannot be understood.</summary>
public sealed class ProgramException(string message) : Exception(message);
