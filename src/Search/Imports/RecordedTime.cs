namespace HyperSearch.Search.Imports;

/// <summary>The clock of a journal whose records were made at other times.</summary>
internal sealed class RecordedTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    /// <summary>Sets the clock; null leaves it as it is.</summary>
    public void Set(DateTimeOffset? time) => now = time ?? now;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => now;
}
