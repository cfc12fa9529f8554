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
    private readonly WorkerCommand command;
    private readonly RuntimeFolder runtime = RuntimeFolder.Create();
    private readonly Queue<(string Name, Process Process)> ahead = [];
    private int started;

    /// <summary>No process yet, and a socket that listens.</summary>
    /// <param name="command">How a worker is started.</param>
    /// <exception cref="IOException">The folder of the socket cannot be made.</exception>
    public WorkerProcesses(WorkerCommand command)
    {
        this.command = command;
        try
        {
            Listener = UnixConnection.Listen(runtime.Socket);
        }
        catch
        {
            runtime.Dispose();
            throw;
        }
    }

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

        // Kernels are compiled at their best at once; profiling the rest costs more than it brings in the short life of a trial.
        start.Environment["DOTNET_TieredPGO"] = "0";
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
