using HyperSearch.Search.Journals;

namespace HyperSearch.Search.Coordination;

/// <summary>What no coordinator writes, and a forger might.</summary>
internal static class RecordChecks
{
    /// <summary>A trial's cost lies within what the virtual clock can count from its start.</summary>
    public static void Check(TrialProposed record, long start)
    {
        if (record.Cost > (long.MaxValue - start) / (record.Epochs + 1L))
        {
            throw new InvalidRecordException(record, $"{record.Epochs} epochs of {record.Cost} go beyond what the virtual clock can count");
        }
    }

    /// <summary>The measures of an epoch are there: the serializer does not look at the items of a dictionary.</summary>
    public static void Check(EpochReported record)
    {
        if (record.Layers?.Values.Contains(null!) == true)
        {
            throw new InvalidRecordException(record, "a measure of its layers is null");
        }
    }

    /// <summary>A training ends after epochs that it has reported, with a value if it was completed.</summary>
    public static void Check(TrialEnded record, Work work)
    {
        if (record.Epochs > work.Values.Count + (record.Outcome == Outcome.Failed ? 1 : 0) || (record.Outcome == Outcome.Completed) != record.Value is not null)
        {
            throw new InvalidRecordException(record, $"{work.Id} cannot be {record.Outcome} after epoch {record.Epochs} with {(record.Value is null ? "no value" : "a value")}; it has recorded {work.Values.Count}");
        }
    }
}
