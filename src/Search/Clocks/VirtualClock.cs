namespace HyperSearch.Search.Clocks;

/// <summary>
/// The virtual clock: V virtual workers whose time is an integer count of work, so that what a trial may learn from does not depend on how fast real
/// workers are. It tells when the next trial's start is certain (conservative discrete-event simulation) and what that trial may know.
/// </summary>
/// <remarks>Pure: the same calls give the same answers. A call costs time proportional to the number of virtual workers.</remarks>
public sealed class VirtualClock
{
    private const int None = -1;
    private readonly long[] free;
    private readonly int[] running;
    private readonly List<Entry> trials = [];

    /// <summary>A clock at time 0 with all of its virtual workers free.</summary>
    /// <param name="workers">V, at least 1.</param>
    public VirtualClock(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        free = new long[workers];
        running = new int[workers];
        Array.Fill(running, None);
    }

    /// <summary>How many trials have been started.</summary>
    public int Count => trials.Count;

    /// <summary>
    /// Whether the start of the next trial is certain: the earliest end among the virtual workers is known, and every other one has reported past it.
    /// </summary>
    /// <param name="start">The start, if it is certain.</param>
    public bool TryNextStart(out long start)
    {
        start = long.MaxValue;
        for (int w = 0; w < free.Length; w++)
        {
            if (IsFree(w))
            {
                start = Math.Min(start, free[w]);
            }
        }

        if (start == long.MaxValue)
        {
            return false;
        }

        foreach (int k in running)
        {
            // A trial that may still end, or report an epoch that counts, by then.
            if (k != None && !trials[k].IsOver && trials[k].NextReport <= start)
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

        int worker = 0;
        while (free[worker] != start || !IsFree(worker))
        {
            worker++;
        }

        running[worker] = Count;
        trials.Add(new Entry(worker, start, cost));
        return start;
    }

    /// <summary>Says that the first <paramref name="epochs"/> epochs of a trial are in.</summary>
    public void Report(int trial, int epochs) => trials[trial].Epochs = Math.Max(trials[trial].Epochs, epochs);

    /// <summary>Says that a trial is over after <paramref name="epochs"/> epochs (at least 1): no further one will count.</summary>
    public void End(int trial, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        Entry entry = trials[trial];
        entry.Epochs = epochs;
        entry.IsOver = true;
        free[entry.Worker] = entry.EndOfEpochs;
    }

    /// <summary>When a trial that is over ended.</summary>
    /// <exception cref="InvalidOperationException">It is not over.</exception>
    public long EndOf(int trial) => trials[trial].IsOver ? trials[trial].EndOfEpochs : throw new InvalidOperationException($"Trial {trial} is not over.");

    /// <summary>How many epochs of a trial had virtually ended by <paramref name="time"/>; the start of a later trial, so that the answer is certain.</summary>
    public int EpochsBy(int trial, long time) => (int)Math.Min(trials[trial].Epochs, (time - trials[trial].Start) / trials[trial].Cost);

    private bool IsFree(int worker) => running[worker] == None || trials[running[worker]].IsOver;

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
