using System.Collections;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Coordination;

/// <summary>
/// The trials whose outcome the next one may not know yet, and, as a collection, their parameter sets in the order of their numbers: those of the moment, so that a tuner which does not
/// look at them pays for no copy.
/// </summary>
internal sealed class PendingTrials : IReadOnlyCollection<ParameterSet>
{
    private static readonly Comparer<Trial> ByNumber = Comparer<Trial>.Create((a, b) => a.Number.CompareTo(b.Number));
    private readonly List<Trial> trials = [];
    private readonly PriorityQueue<Trial, (long End, int Number)> over = new();

    /// <inheritdoc />
    public int Count => trials.Count;

    /// <summary>A trial was proposed; one with a higher number than all before it.</summary>
    public void Add(Trial trial) => trials.Add(trial);

    /// <summary>A trial is over, and ended at a virtual time that may lie ahead of the next start.</summary>
    public void End(Trial trial, long end) => over.Enqueue(trial, (end, trial.Number));

    /// <summary>Takes the trials that had ended by a virtual time, in the order of their ends, then of their numbers.</summary>
    public IEnumerable<Trial> TakeEndedBy(long time)
    {
        while (over.TryPeek(out Trial? trial, out (long End, int) first) && first.End <= time)
        {
            over.Dequeue();
            Remove(trials, trial);
            yield return trial;
        }
    }

    /// <inheritdoc />
    public IEnumerator<ParameterSet> GetEnumerator() => trials.Select(t => t.Parameters).GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Takes a trial off a list that is in the order of numbers.</summary>
    internal static void Remove(List<Trial> list, Trial trial) => list.RemoveAt(list.BinarySearch(trial, ByNumber));
}
