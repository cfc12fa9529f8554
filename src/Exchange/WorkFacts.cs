using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;

namespace HyperSearch.Exchange;

/// <summary>What the journal tells of one training: a trial's own, or one of its confirmations.</summary>
/// <param name="Work">The training, with its outcome.</param>
/// <param name="Due">When it could first be given to a worker, in milliseconds since 1970.</param>
public sealed record WorkFacts(Work Work, long Due)
{
    /// <summary>When a worker first began it; null where none has.</summary>
    public long? Began { get; internal set; }

    /// <summary>When it was over; null while it is not.</summary>
    public long? Ended { get; internal set; }

    /// <summary>Why it was pruned, or why its last attempt failed; null where it was not.</summary>
    public string? Why { get; internal set; }

    /// <summary>Its epochs that count, or all so far while it is not over.</summary>
    public IEnumerable<EpochReported> Epochs => Work.IsOver ? Reported.Take(Work.CountedEpochs) : Reported;

    internal List<EpochReported> Reported { get; } = [];
}
