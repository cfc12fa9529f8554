namespace HyperSearch.TestKit;

/// <summary>What a program left behind.</summary>
/// <param name="ExitCode">Its exit code; 128 + N when signal N ended it.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
public sealed record ProgramEnd(int ExitCode, string Output, string Errors)
{
    /// <summary>Whether a user was shown a stack trace, or told of a fault in the program.</summary>
    public bool HasStackTrace => new[] { Output, Errors }.Any(text =>
        text.Contains("   at ", StringComparison.Ordinal) || text.Contains("Unhandled exception", StringComparison.Ordinal) || text.Contains("This should not have happened", StringComparison.Ordinal));

    /// <inheritdoc />
    public override string ToString() => $"exit code {ExitCode}\n--- standard output\n{Output}\n--- standard error\n{Errors}";
}
