using HyperSearch.Search.Journals;

namespace HyperSearch.Search.Coordination;

/// <summary>A record that is whole, but cannot follow the records before it. Its message names it.</summary>
/// <param name="record">The record.</param>
/// <param name="why">Why it cannot be.</param>
public sealed class InvalidRecordException(Record record, string why) : Exception($"journal.jsonl: record {record.Number} ({record.GetType().Name}) is wrong: {why}.");
