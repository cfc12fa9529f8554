using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;

namespace HyperSearch.Search.Studies;

/// <summary>A study as its journal tells it.</summary>
/// <param name="Started">The first record.</param>
/// <param name="State">The state after the last whole record.</param>
/// <param name="Journal">The reader, at the end of the journal.</param>
/// <param name="Pace">How fast it has gone.</param>
public sealed record StudyReading(StudyStarted Started, StudyState State, JournalReader Journal, StudyPace Pace)
{
    /// <summary>Adds what was written since; the journal is only read.</summary>
    /// <param name="see">Is handed every record once it has been applied; may be null.</param>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="JournalDamageException">The journal is damaged.</exception>
    /// <exception cref="InvalidRecordException">A record cannot follow the ones before it.</exception>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public bool ReadOn(Action<Record>? see = null)
    {
        long before = Journal.Count;
        foreach (Record record in Journal.Read())
        {
            Apply(record, see);
        }

        return Journal.Count > before;
    }

    internal void Apply(Record record, Action<Record>? see)
    {
        State.Apply(record);
        Pace.Add(record, State);
        see?.Invoke(record);
    }
}
