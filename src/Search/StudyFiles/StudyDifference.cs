namespace HyperSearch.Search.StudyFiles;

/// <summary>A place where two studies differ.</summary>
/// <param name="Path">The dotted path, such as <c>search.trials</c>.</param>
/// <param name="Left">The JSON of the first study there; null where it has nothing.</param>
/// <param name="Right">The JSON of the second study there; null where it has nothing.</param>
public sealed record StudyDifference(string Path, string? Left, string? Right)
{
    /// <summary><c>search.trials: 100 -> 200</c>.</summary>
    public override string ToString() => $"{Path}: {Left ?? "(none)"} -> {Right ?? "(none)"}";
}
