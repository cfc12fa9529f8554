namespace HyperSearch.Search.Coordination;

/// <summary>The workers that wait for work, in the order in which they asked. Whatever is done with one takes as long among ten thousand as among two.</summary>
internal sealed class IdleWorkers
{
    private readonly LinkedList<string> waiting = [];
    private readonly Dictionary<string, LinkedListNode<string>> places = [];

    /// <summary>How many there are.</summary>
    public int Count => waiting.Count;

    /// <summary>A worker waits: behind all others, even if it had waited before.</summary>
    public void Add(string worker)
    {
        Remove(worker);
        places[worker] = waiting.AddLast(worker);
    }

    /// <summary>A worker waits no longer.</summary>
    public void Remove(string worker)
    {
        if (places.Remove(worker, out LinkedListNode<string>? place))
        {
            waiting.Remove(place);
        }
    }

    /// <summary>Takes the first one off the list, which must not be empty.</summary>
    public string Take()
    {
        string first = waiting.First!.Value;
        Remove(first);
        return first;
    }

    /// <summary>Takes all of them.</summary>
    public IReadOnlyList<string> TakeAll()
    {
        string[] all = [.. waiting];
        waiting.Clear();
        places.Clear();
        return all;
    }
}
