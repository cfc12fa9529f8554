using System.Runtime.InteropServices;

namespace HyperSearch.Workers.Hosting;

/// <summary>A worker's end on request, as Slurm asks for it before it takes the node away: no new trial, a moment for the present one, then a word to the coordinator.</summary>
internal sealed class Drain : IDisposable
{
    // Slurm may kill two seconds after it asked, where its KillWait is short; the word to the coordinator has to be out by then.
    private static readonly TimeSpan LongestTrial = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource asked = new();
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] registrations;
    private readonly TimeProvider? time;
    private ITimer? timer;

    private Drain(TimeProvider? time, IReadOnlyList<PosixSignal> signals)
    {
        this.time = time;
        registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    /// <summary>Cancelled when the worker is asked to end.</summary>
    public CancellationToken Asked => asked.Token;

    /// <summary>Ends when the moment for the present trial is over.</summary>
    public Task Over => over.Task;

    /// <summary>Whether that moment is over.</summary>
    public bool IsOver => over.Task.IsCompleted;

    /// <summary>The signal that asked.</summary>
    public PosixSignal Signal { get; private set; }

    /// <summary>Of a worker that its coordinator ends. Ctrl-C reaches every process of a terminal; it is the coordinator that decides what it means.</summary>
    public static Drain Never() => new(null, [PosixSignal.SIGINT]);

    /// <summary>Of a worker that is asked by SIGTERM, Ctrl-C, or a terminal that is closed; asked once more, it ends at once.</summary>
    public static Drain OnSignals(TimeProvider time) => new(time, [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP]);

    /// <inheritdoc />
    public void Dispose()
    {
        Array.ForEach(registrations, r => r.Dispose());
        timer?.Dispose();
        asked.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (time is null)
        {
            context.Cancel = true;
        }
        else if (timer is null)
        {
            context.Cancel = true;
            Signal = context.Signal;
            timer = time.CreateTimer(_ => over.TrySetResult(), null, LongestTrial, Timeout.InfiniteTimeSpan);
            asked.Cancel();
        }
    }
}
