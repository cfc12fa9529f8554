namespace HyperSearch.Search.StudyFiles;

/// <summary>One thing that is wrong in a file, and where.</summary>
/// <param name="Path">The dotted path of the value, such as <c>space.optimizer.learningRate.min</c>; empty where the file as a whole is meant.</param>
/// <param name="Line">The line, counted from 1; 0 where the JSON did not come from a file.</param>
/// <param name="Column">The column, counted from 1 in characters; null where the JSON did not come from a file.</param>
/// <param name="Value">The JSON text as found, shortened; null where something is missing.</param>
/// <param name="Message">A sentence that says what is wrong and what is allowed.</param>
public sealed record Fault(string Path, int Line, int? Column, string? Value, string Message)
{
    /// <summary><c>12: space.optimizer.learningRate.min: -1 is not above 0; ...</c>; put the file's name and a colon before it.</summary>
    public override string ToString() => $"{(Line > 0 ? $"{Line}: " : "")}{(Path.Length > 0 ? $"{Path}: " : "")}{Message}";
}
