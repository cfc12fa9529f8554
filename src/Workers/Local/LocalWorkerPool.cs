using System.Diagnostics;
using System.Globalization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Workers.Programs;
using Serilog;

namespace HyperSearch.Workers.Local;

/// <summary>Workers as child processes of this machine. One that dies is replaced; one that falls silent is killed first.</summary>
public sealed class LocalWorkerPool : IWorkerPool
{
    // A worker that ends this often in a row before it was given work will not do better the next time;
    // nor will this many of all workers that end one after the other without a single report. (One trial that kills its workers ends nine and as many as it may have attempts, a hundred at most.)
    private const int MostFalseStarts = 3, MostLosses = 150;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), TimeToStart = TimeSpan.FromSeconds(60);

    private readonly WorkerCommand command;
    private readonly int size;
    private readonly TimeSpan patience;
    private readonly WorkerLimits limits;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private int lossesInARow;
    private long reportsAtLastLoss;

    /// <summary>A pool of <paramref name="size"/> workers.</summary>
    /// <param name="command">How a worker is started.</param>
    /// <param name="size">How many there are, at least 1.</param>
    /// <param name="patience">How long a worker that trains may be silent before it is taken for dead.</param>
    /// <param name="time">The clock of silence.</param>
    /// <param name="log">Where starts, ends and words of workers go.</param>
    /// <param name="limits">What a worker may take for a trial; null: whatever there is.</param>
    public LocalWorkerPool(WorkerCommand command, int size, TimeSpan patience, TimeProvider time, ILogger log, WorkerLimits? limits = null)
    {
        this.limits = limits ?? new WorkerLimits();
        this.command = command;
        this.size = size;
        this.patience = patience;
        this.time = time;
        this.log = log;
    }

    /// <summary>Where the first workers are on their way already; the pool takes them over, and ends them. Null: it starts all.</summary>
    public WorkerProcesses? Ahead { get; init; }

    /// <summary>Called when a worker process has started, with its name and number; for tests that kill it.</summary>
    internal Action<string, int>? Started { get; init; }

    /// <summary>Removes what pools that were killed, workers and all, have left in the temp directory.</summary>
    public static void RemoveAbandoned()
    {
        RuntimeFolder.RemoveAbandoned();
        ProgramProcesses.RemoveAbandoned();
    }

    /// <inheritdoc />
    public async Task RunAsync(StudyDesk desk, CancellationToken stop)
    {
        using WorkerProcesses processes = Ahead ?? new WorkerProcesses(command);
        using var stopAll = CancellationTokenSource.CreateLinkedTokenSource(stop);
        DeskServer server = await DeskServer.StartAsync(desk, DeskEndpoint.OfSocket(processes.Listener), patience, time, log).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            Task[] places = [.. Enumerable.Range(0, size).Select(_ => KeepFilledAsync(desk, server, processes, stopAll.Token))];
            Task first = await Task.WhenAny(Task.WhenAll(places), FirstFault(places)).ConfigureAwait(false);
            if (first.IsFaulted)
            {
                await stopAll.CancelAsync().ConfigureAwait(false);
            }

            await Task.WhenAll(places).ConfigureAwait(false);
        }
    }

    private static async Task FirstFault(Task[] places)
    {
        await foreach (Task place in Task.WhenEach(places).ConfigureAwait(false))
        {
            await place.ConfigureAwait(false);
        }
    }

    /// <summary>Keeps one of the pool's places filled until its worker is dismissed.</summary>
    private async Task KeepFilledAsync(StudyDesk desk, DeskServer server, WorkerProcesses processes, CancellationToken stop)
    {
        for (int falseStarts = 0; !stop.IsCancellationRequested;)
        {
            (string name, Process started) = processes.Next();
            using Process process = started;
            server.Roster.Expect(name);
            log.Information("Worker {Worker} started as process {Process}", name, process.Id);
            Started?.Invoke(name, process.Id);
            string lastWords = "";
            process.ErrorDataReceived += (_, line) =>
            {
                if (!string.IsNullOrWhiteSpace(line.Data))
                {
                    lastWords = line.Data;
                    log.Warning("Worker {Worker}: {Line}", name, line.Data);
                }
            };
            process.BeginErrorReadLine();
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();

            (string why, Blame blame) = await WatchAsync(process, server, name, stop).ConfigureAwait(false);
            bool hasAsked = server.Roster.HasAsked(name);
            server.Forget(name);
            if (stop.IsCancellationRequested || process.ExitCode == 0)
            {
                log.Information("Worker {Worker} left", name);
                return;
            }

            if (process.ExitCode == 2)
            {
                throw new WorkerPoolException(lastWords, isWrongInput: true);
            }

            falseStarts = hasAsked ? 0 : falseStarts + 1;
            if (falseStarts == MostFalseStarts)
            {
                throw new WorkerPoolException($"Workers end as soon as they start ({why}). {lastWords}");
            }

            if (Interlocked.Exchange(ref reportsAtLastLoss, server.Reports) != server.Reports)
            {
                Interlocked.Exchange(ref lossesInARow, 0);
            }

            if (Interlocked.Increment(ref lossesInARow) >= MostLosses)
            {
                throw new WorkerPoolException($"{MostLosses} workers ended one after the other without reporting anything ({why}). {lastWords}");
            }

            log.Warning("Worker {Worker} is gone: {Why}", name, why);
            ProgramProcesses.RemoveAbandoned();
            await desk.LoseAsync(name, why, blame).ConfigureAwait(false);
        }
    }

    private async Task<(string Why, Blame Blame)> WatchAsync(Process process, DeskServer server, string name, CancellationToken stop)
    {
        string? why = null;
        Blame blame = Blame.Worker;
        using CancellationTokenRegistration onStop = stop.Register(() => Kill(process));
        while (!process.HasExited)
        {
            try
            {
                await process.WaitForExitAsync(CancellationToken.None).WaitAsync(LookEvery, time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                TimeSpan most = server.Roster.HasAsked(name) || patience > TimeToStart ? patience : TimeToStart;
                if (server.Roster.SilenceOf(name) is { } silence && silence > most && why is null)
                {
                    why = string.Create(CultureInfo.InvariantCulture, $"it was silent for {silence.TotalSeconds:0} s and was killed");
                    Kill(process);
                }

                (TimeSpan? trial, TimeSpan? epoch) = server.Roster.TimesOf(name);
                if (why is null && limits.Passed(() => ProcessTree.MemoryOf(process), trial, epoch) is { } passed)
                {
                    (why, blame) = (passed, Blame.Trial);
                    Kill(process);
                }
            }
        }

        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false); // its last words are read by then
        return (why ?? (process.ExitCode > 128 ? $"it was killed by signal {process.ExitCode - 128}" : $"it ended with exit code {process.ExitCode}"), blame);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }
    }
}
