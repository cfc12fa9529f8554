using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Workers.Local;

/// <summary>
/// The processes of a local pool, and the socket that they connect to. The first can be started before there is anything to do: a worker needs a quarter of a second to start, the coordinator as
/// long to read its study and to set up its server, and the one happens beside the other. They wait in the socket's queue until the pool answers.
/// </summary>
public sealed class WorkerProcesses : IDisposable
{
    // Kernels are compiled at their best at once; profiling the rest costs more than it brings in the short life of a trial. Workers are killed as a matter of course, and the runtime's pipes for debuggers
    // would be left in the folder for temporary files.
    private static readonly (string Name, string Value)[] Settings = [("DOTNET_TieredPGO", "0"), ("DOTNET_EnableDiagnostics", "0")];

    private readonly WorkerCommand command;
    private readonly RuntimeFolder runtime = RuntimeFolder.Create();
    private readonly Queue<(string Name, Process Process)> ahead = [];
    private int started;

    /// <summary>No process yet, and a socket that listens.</summary>
    /// <param name="command">How a worker is started.</param>
    /// <exception cref="IOException">The socket, or its folder, cannot be made.</exception>
    public WorkerProcesses(WorkerCommand command)
    {
        this.command = command;
        try
        {
            Listener = UnixConnection.Listen(runtime.Socket);
        }
        catch (SocketException e)
        {
            runtime.Dispose();
            throw new IOException($"The socket {runtime.Socket} cannot be made: {e.Message}", e);
        }
    }

    /// <summary>Takes the settings of a worker's own runtime from the environment of a program that it starts, which may be of .NET too.</summary>
    internal static void RemoveSettings(IDictionary<string, string?> environment) => Array.ForEach(Settings, setting => environment.Remove(setting.Name));

    /// <summary>The address that the processes are given.</summary>
    internal string Address => $"unix:{runtime.Socket}";

    /// <summary>The socket, whose connections nobody has taken yet.</summary>
    internal Socket Listener { get; }

    /// <summary>Starts the first processes of a pool that is to be. Where that fails, the pool will say so.</summary>
    /// <param name="count">How many.</param>
    public void StartAhead(int count)
    {
        try
        {
            while (ahead.Count < count)
            {
                ahead.Enqueue(Start());
            }
        }
        catch (WorkerPoolException)
        {
            // There may be no pool: the study may have a fault yet.
        }
    }

    /// <summary>The next process of the pool: one that was started ahead, or a new one. It is the caller's.</summary>
    /// <exception cref="WorkerPoolException">The program cannot be started.</exception>
    internal (string Name, Process Process) Next()
    {
        lock (ahead)
        {
            return ahead.TryDequeue(out (string, Process) first) ? first : Start();
        }
    }

    /// <summary>Kills the processes that no pool took, and removes the socket.</summary>
    public void Dispose()
    {
        foreach ((_, Process process) in ahead)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        ahead.Clear();
        Listener.Dispose();
        runtime.Dispose();
    }

    private (string Name, Process Process) Start()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"w{++started}");
        var start = new ProcessStartInfo(command.Program)
        {
            RedirectStandardInput = true, // a worker ends when this does: see WorkerHost
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (string argument in (string[])[.. command.FirstArguments, "worker", "--connect", Address, "--name", name, "--child"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string setting, string value) in Settings)
        {
            start.Environment[setting] = value;
        }

        try
        {
            return (name, Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new WorkerPoolException($"{command.Program} cannot be started as a worker: {e.Message}.");
        }
    }
}
