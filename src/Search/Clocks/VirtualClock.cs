namespace HyperSearch.Search.Clocks;

/// <summary>
/// The virtual clock: V virtual workers whose time is an integer count of work, so that what a trial may learn from does not depend on how fast real
/// workers are. It tells when the next trial's start is certain (conservative discrete-event simulation) and what that trial may know.
/// </summary>
/// <remarks>Pure: the same calls give the same answers. A call costs time proportional to the logarithm of the number of virtual workers, taken over many calls.</remarks>
public sealed class VirtualClock
{
    // The virtual workers without a trial, by when they became free; of several, the lowest first.
    private readonly PriorityQueue<int, (long Free, int Worker)> free = new();

    // The trials that are not over, by the end of their next unreported epoch, or of one that has been reported since: such an entry is put right when it is looked at.
    private readonly PriorityQueue<int, long> unreported = new();
    private readonly List<Entry> trials = [];

    /// <summary>A clock at time 0 with all of its virtual workers free.</summary>
    /// <param name="workers">V, at least 1.</param>
    public VirtualClock(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        free.EnqueueRange(Enumerable.Range(0, workers).Select(worker => (worker, (0L, worker))));
    }

    /// <summary>How many trials have been started.</summary>
    public int Count => trials.Count;

    /// <summary>
    /// Whether the start of the next trial is certain: the earliest end among the virtual workers is known, and every other one has reported past it.
    /// </summary>
    /// <param name="start">The start, if it is certain.</param>
    public bool TryNextStart(out long start)
    {
        if (!free.TryPeek(out _, out (long Free, int) first))
        {
            start = long.MaxValue;
            return false;
        }

        // A trial that may still end, or report an epoch that counts, by then stands in the way.
        start = first.Free;
        while (unreported.TryPeek(out int trial, out long next) && next <= start)
        {
            if (trials[trial].IsOver)
            {
                unreported.Dequeue();
            }
            else if (trials[trial].NextReport > next)
            {
                unreported.DequeueEnqueue(trial, trials[trial].NextReport);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Starts the next trial on the virtual worker that is free first (of several, the lowest).</summary>
    /// <param name="cost">What an epoch of it costs, at least 1.</param>
    /// <returns>Its start.</returns>
    /// <exception cref="InvalidOperationException">The start is not certain yet.</exception>
    public long Start(long cost)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cost);
        if (!TryNextStart(out long start))
        {
            throw new InvalidOperationException($"The start of trial {Count} is not certain yet.");
        }

        var entry = new Entry(free.Dequeue(), start, cost);
        unreported.Enqueue(Count, entry.NextReport);
        trials.Add(entry);
        return start;
    }

    /// <summary>Says that the first <paramref name="epochs"/> epochs of a trial are in.</summary>
    public void Report(int trial, int epochs) => trials[trial].Epochs = Math.Max(trials[trial].Epochs, epochs);

    /// <summary>Says that a trial is over after <paramref name="epochs"/> epochs (at least 1): no further one will count.</summary>
    /// <exception cref="InvalidOperationException">It is over already.</exception>
    public void End(int trial, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        Entry entry = trials[trial];
        if (entry.IsOver)
        {
            throw new InvalidOperationException($"Trial {trial} cannot end twice.");
        }

        entry.Epochs = epochs;
        entry.IsOver = true;
        free.Enqueue(entry.Worker, (entry.EndOfEpochs, entry.Worker));
    }

    /// <summary>When a trial that is over ended.</summary>
    /// <exception cref="InvalidOperationException">It is not over.</exception>
    public long EndOf(int trial) => trials[trial].IsOver ? trials[trial].EndOfEpochs : throw new InvalidOperationException($"Trial {trial} is not over.");

    /// <summary>How many epochs of a trial had virtually ended by <paramref name="time"/>; the start of a later trial, so that the answer is certain.</summary>
    public int EpochsBy(int trial, long time) => (int)Math.Min(trials[trial].Epochs, (time - trials[trial].Start) / trials[trial].Cost);

    private sealed class Entry(int worker, long start, long cost)
    {
        public int Worker => worker;

        public long Start => start;

        public long Cost => cost;

        public int Epochs { get; set; }

        public bool IsOver { get; set; }

        public long EndOfEpochs => checked(start + (cost * Epochs));

        public long NextReport => checked(start + (cost * (Epochs + 1)));
    }
}
