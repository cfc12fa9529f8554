namespace HyperSearch.Search.Journals;

/// <summary>The journal holds something that its writer cannot have written there. Its message names the place.</summary>
/// <param name="offset">The byte at which the damaged record begins.</param>
/// <param name="records">How many whole records stand before it.</param>
/// <param name="why">What is wrong with it.</param>
public sealed class JournalDamageException(long offset, long records, string why)
    : Exception($"journal.jsonl is damaged at byte {offset}, after {records} whole record{(records == 1 ? "" : "s")}: {why}")
{
    /// <summary>The byte at which the damaged record begins.</summary>
    public long Offset => offset;
}
