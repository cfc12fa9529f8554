namespace HyperSearch.Search.Tests.Simulation;

/// <summary>What is to happen, by its time in milliseconds; what is due together happens in the order in which it was said.</summary>
internal sealed class Timeline
{
    private readonly PriorityQueue<Action, (long Due, long Order)> events = new();
    private long said;

    /// <summary>The time.</summary>
    public long Now { get; private set; }

    /// <summary>Says that something is to happen.</summary>
    public void After(long delay, Action what) => events.Enqueue(what, (Now + delay, said++));

    /// <summary>Lets the next thing happen.</summary>
    public void Step()
    {
        events.TryPeek(out _, out (long Due, long Order) next);
        Now = next.Due;
        events.Dequeue()();
    }
}
