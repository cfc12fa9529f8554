using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;

namespace HyperSearch.Search.Studies;

/// <summary>A study as its journal tells it.</summary>
/// <param name="Started">The first record.</param>
/// <param name="State">The state after the last whole record.</param>
/// <param name="Journal">The reader, at the end of the journal.</param>
/// <param name="Pace">How fast it has gone.</param>
public sealed record StudyReading(StudyStarted Started, StudyState State, JournalReader Journal, StudyPace Pace);
