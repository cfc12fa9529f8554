using HyperSearch.Cli.Commands;
using HyperSearch.Cli.Terminal;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using HyperSearch.Workers.Local;
using HyperSearch.Workers.Remote;
using HyperSearch.Workers.Slurm;
using Serilog;

namespace HyperSearch.Cli;

/// <summary>Makes the pool that a run was asked for.</summary>
internal static class PoolChoice
{
    /// <summary>The command that starts this very program once more; on a node of a cluster the same path must lead to it.</summary>
    private static Workers.Local.WorkerCommand Program => Workers.Local.WorkerCommand.Of(ProgramFile.Path);

    /// <summary>
    /// Starts the workers of a new study that are on this machine, while the study's data are still to be read: one a core, since more would be in each other's way. Null where there are none, or where
    /// the study may be finished already.
    /// </summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="study">The study.</param>
    /// <param name="folder">Its folder.</param>
    public static WorkerProcesses? StartAhead(RunSettings settings, StudyDefinition study, StudyFolder folder)
    {
        if (!settings.Pool.IsLocal || File.Exists(folder.Journal))
        {
            return null;
        }

        var processes = new WorkerProcesses(Program);
        processes.StartAhead(Math.Min(settings.WorkersFor(study), Environment.ProcessorCount));
        return processes;
    }

    /// <summary>The pool.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="workers">How many workers.</param>
    /// <param name="study">The study's name.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="progress">Whom to tell how it stands with them.</param>
    /// <param name="time">The clock of heartbeats.</param>
    /// <param name="log">Where comings and goings are told.</param>
    public static IWorkerPool Create(RunSettings settings, int workers, string study, StudyFolder folder, IRunProgress progress, TimeProvider time, ILogger log)
    {
        var local = new LocalWorkerPool(Program, workers, settings.Heartbeat, time, log, settings.Limits) { Ahead = settings.Ahead };
        if (settings.Pool.IsLocal)
        {
            return local;
        }

        ListenAddress address = settings.Pool.Listen ?? ListenAddress.OfThisHost();
        if (settings.Pool.IsSlurm && address.IsLoopback)
        {
            progress.Say($"Hint: {address.Host} is {address.Address}, which other nodes do not reach. --listen names an address that they do.");
        }

        var listen = new ListenOptions(
            address,
            Path.GetFullPath(settings.Pool.TokenFile ?? Path.Combine(folder.Root, "worker.token")),
            settings.Pool.TokenFile is not null,
            settings.Pool.Certificate,
            settings.Heartbeat,
            time,
            log,
            progress.Say,
            progress.ShowWorkers);
        return settings.Pool.IsSlurm ? new SlurmWorkerPool(study, new SlurmOptions(Program, workers, settings.Pool.SlurmArguments, Path.GetFullPath(folder.Root), settings.Pool.AuthorityFile), listen)
            : workers == 0 ? new ListeningPool(listen)
            : new JoinedPools([local, new ListeningPool(listen)]);
    }
}
