using System.Globalization;

namespace HyperSearch.Workers.Local;

/// <summary>What a worker may take for a trial. One that takes more is killed, with whatever it has started, and the trial has used up one of its attempts. Null: no limit.</summary>
/// <param name="Memory">Bytes of memory, of the worker and every process below it together; looked at every second.</param>
/// <param name="Trial">Time for an attempt at a trial.</param>
/// <param name="Epoch">Time from one epoch of it to the next, and to the first.</param>
public sealed record WorkerLimits(long? Memory = null, TimeSpan? Trial = null, TimeSpan? Epoch = null)
{
    /// <summary>Which limit is passed, in words; null: none.</summary>
    /// <param name="memory">What the worker's process tree takes.</param>
    /// <param name="trial">How long it has had its trial; null where it has none.</param>
    /// <param name="epoch">How long ago the last epoch was reported, or the trial was given out.</param>
    internal string? Passed(Func<long> memory, TimeSpan? trial, TimeSpan? epoch) =>
        trial is null ? null // what it takes before it is given one is no trial's fault
        : trial > Trial ? Words($"the trial took longer than {Trial.Value.TotalSeconds:0.#} s")
        : epoch > Epoch ? Words($"an epoch took longer than {Epoch.Value.TotalSeconds:0.#} s")
        : Memory is { } most && memory() is var taken && taken > most ? Words($"the trial took {taken >> 20} MiB of memory, and {most >> 20} are allowed")
        : null;

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
