using System.Globalization;
using System.Text.RegularExpressions;

namespace HyperSearch.Workers;

/// <summary>Who works for a coordinator: by which name, since when silent, whether dismissed.</summary>
/// <param name="time">The clock of silence.</param>
internal sealed partial class WorkerRoster(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];
    private readonly HashSet<string> given = [];

    /// <summary>The workers that have joined or are about to, and were not dismissed.</summary>
    public IReadOnlyList<string> Present
    {
        get
        {
            lock (gate)
            {
                return [.. entries.Where(e => !e.Value.IsDismissed).Select(e => e.Key)];
            }
        }
    }

    /// <summary>Every name that was ever given.</summary>
    public IReadOnlyList<string> Given
    {
        get
        {
            lock (gate)
            {
                return [.. given];
            }
        }
    }

    /// <summary>Whether any worker has ever asked for work.</summary>
    public bool WasAsked { get; private set; }

    /// <summary>Says that a worker was started under a name and is to join.</summary>
    public void Expect(string worker) => Change(worker, entry => entry.HeardAt = time.GetTimestamp());

    /// <summary>Takes a worker in.</summary>
    /// <param name="wish">The name that it would like.</param>
    /// <param name="isExpected">Whether it was started by the coordinator, which gave it its name.</param>
    /// <returns>Its name: its wish, with a number where another has that name or might get it, as local workers do (<c>w1</c>).</returns>
    public string Join(string wish, bool isExpected)
    {
        lock (gate)
        {
            string name = wish;
            for (int number = 2; !isExpected && (NameOfLocal().IsMatch(name) || given.Contains(name)); number++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{wish}.{number}");
            }

            given.Add(name);
            Of(name).HeardAt = time.GetTimestamp();
            return name;
        }
    }

    /// <summary>Whether a name was given to a worker by this coordinator.</summary>
    public bool HasJoined(string worker)
    {
        lock (gate)
        {
            return given.Contains(worker);
        }
    }

    /// <summary>A worker began to wait for work: it is silent by right.</summary>
    public void BeginWaiting(string worker) => Change(worker, entry => (WasAsked, entry.HasAsked, entry.Waits, entry.TrialBegan) = (true, true, entry.Waits + 1, null));

    /// <summary>A worker was given a trial.</summary>
    public void BeginTrial(string worker) => Change(worker, entry => entry.TrialBegan = entry.EpochBegan = time.GetTimestamp());

    /// <summary>A worker reported an epoch, and begins the next.</summary>
    public void BeginEpoch(string worker)
    {
        lock (gate)
        {
            if (entries.TryGetValue(worker, out Entry? entry))
            {
                entry.EpochBegan = time.GetTimestamp();
            }
        }
    }

    /// <summary>How long a worker has had its trial, and how long it has been at its epoch; null where it has none.</summary>
    public (TimeSpan? Trial, TimeSpan? Epoch) TimesOf(string worker)
    {
        lock (gate)
        {
            return entries.TryGetValue(worker, out Entry? entry) && entry is { TrialBegan: { } began, Waits: 0 } ? (time.GetElapsedTime(began), time.GetElapsedTime(entry.EpochBegan)) : (null, null);
        }
    }

    /// <summary>A worker waits no longer, or its waiting is to be renewed.</summary>
    public void EndWaiting(string worker)
    {
        lock (gate)
        {
            // One that was forgotten meanwhile stays so.
            if (entries.TryGetValue(worker, out Entry? entry))
            {
                (entry.HeardAt, entry.Waits) = (time.GetTimestamp(), Math.Max(0, entry.Waits - 1));
            }
        }
    }

    /// <summary>What a worker reported is being recorded, on a disk that may be slow: it waits for the answer, silent by right, and its trial's time stands still.</summary>
    public void BeginAnswer(string worker)
    {
        lock (gate)
        {
            if (entries.TryGetValue(worker, out Entry? entry))
            {
                (entry.AnswerBegan, entry.Waits) = (time.GetTimestamp(), entry.Waits + 1);
            }
        }
    }

    /// <summary>The answer is given.</summary>
    public void EndAnswer(string worker)
    {
        lock (gate)
        {
            if (entries.TryGetValue(worker, out Entry? entry))
            {
                long now = time.GetTimestamp(), waited = now - entry.AnswerBegan;
                (entry.HeardAt, entry.Waits, entry.EpochBegan, entry.TrialBegan) = (now, Math.Max(0, entry.Waits - 1), entry.EpochBegan + waited, entry.TrialBegan + waited);
            }
        }
    }

    /// <summary>A worker was heard of.</summary>
    public void Hear(string worker) => Change(worker, entry => entry.HeardAt = time.GetTimestamp());

    /// <summary>A worker was told that there will be no more work.</summary>
    public void Dismiss(string worker) => Change(worker, entry => entry.IsDismissed = true);

    /// <summary>Forgets a worker that is gone.</summary>
    public void Forget(string worker)
    {
        lock (gate)
        {
            entries.Remove(worker);
        }
    }

    /// <summary>Whether a worker has asked for work.</summary>
    public bool HasAsked(string worker)
    {
        lock (gate)
        {
            return entries.TryGetValue(worker, out Entry? entry) && entry.HasAsked;
        }
    }

    /// <summary>How long a worker that starts or trains has been silent; null if it waits for work, is dismissed or unknown.</summary>
    public TimeSpan? SilenceOf(string worker)
    {
        lock (gate)
        {
            return entries.TryGetValue(worker, out Entry? entry) ? SilenceOf(entry) : null;
        }
    }

    /// <summary>The workers that have been silent for longer than they may, and for how long.</summary>
    public IReadOnlyList<(string Worker, TimeSpan Silence)> SilentFor(TimeSpan patience)
    {
        lock (gate)
        {
            return [.. entries.Where(e => SilenceOf(e.Value) > patience).Select(e => (e.Key, SilenceOf(e.Value)!.Value))];
        }
    }

    private TimeSpan? SilenceOf(Entry entry) => entry.Waits > 0 || entry.IsDismissed || entry.HeardAt is not { } at ? null : time.GetElapsedTime(at);

    private void Change(string worker, Action<Entry> change)
    {
        lock (gate)
        {
            change(Of(worker));
        }
    }

    private Entry Of(string worker)
    {
        if (!entries.TryGetValue(worker, out Entry? entry))
        {
            entries[worker] = entry = new Entry();
        }

        return entry;
    }

    [GeneratedRegex("^w[0-9]+$")]
    private static partial Regex NameOfLocal();

    private sealed class Entry
    {
        public long? HeardAt { get; set; }

        public long? TrialBegan { get; set; }

        public long EpochBegan { get; set; }

        public long AnswerBegan { get; set; }

        public int Waits { get; set; }

        public bool HasAsked { get; set; }

        public bool IsDismissed { get; set; }
    }
}
