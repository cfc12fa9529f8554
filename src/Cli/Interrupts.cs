using System.Runtime.InteropServices;

namespace HyperSearch.Cli;

/// <summary>Ctrl-C, a closed terminal, and SIGTERM: the first asks to stop, the second ends at once. Neither loses a finished trial.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;

    public Interrupts()
    {
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    /// <summary>Cancelled when the user, or the given time, asks to stop.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Whether a signal came, rather than the time.</summary>
    public bool WasSignalled { get; private set; }

    /// <summary>How the user is told what the first signal does.</summary>
    public Action<string> Say { get; set; } = Console.Error.WriteLine;

    /// <summary>What the first signal does, in words.</summary>
    public string Meaning { get; init; } = "running trials are given up, finished ones are safe";

    /// <summary>Asks to stop after some time.</summary>
    public void StopAfter(TimeSpan time) => stop.CancelAfter(time);

    public void Dispose()
    {
        Array.ForEach(registrations, r => r.Dispose());
        stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (WasSignalled)
        {
            // The journal is whole at every moment, and workers end with this process.
            Environment.Exit(ExitCode.Interrupted);
        }

        context.Cancel = true;
        WasSignalled = true;
        Say($"Stopping: {Meaning}. Once more ends at once.");
        stop.Cancel();
    }
}
