using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HyperSearch.Search.Coordination;
using HyperSearch.Workers.Remote;

namespace HyperSearch.Workers.Slurm;

/// <summary>
/// Workers as a Slurm job array: lasting ones, since the scheduler takes a second or more for each start. Slurm requeues what was on a node that is lost; a worker that has
/// fallen silent is cancelled, and whatever has left the queue before the study's end is submitted anew.
/// </summary>
public sealed partial class SlurmWorkerPool : IWorkerPool
{
    private const int MostFalseStarts = 3, LongestStudyName = 40;
    private static readonly TimeSpan QueueEvery = TimeSpan.FromSeconds(5);

    private readonly SlurmOptions slurm;
    private readonly ListenOptions listen;
    private readonly SlurmCommands commands;
    private readonly HashSet<string> joined = [], open = [], toCancel = [];
    private int falseStarts, seenHere;
    private long? lookedAt;
    private string shown = "";

    /// <summary>A pool.</summary>
    /// <param name="study">The study's name, for that of the jobs.</param>
    /// <param name="slurm">How workers are had.</param>
    /// <param name="listen">How they are listened for.</param>
    public SlurmWorkerPool(string study, SlurmOptions slurm, ListenOptions listen)
    {
        this.slurm = slurm;
        this.listen = listen;
        JobName = NameOf(study, slurm.Folder);
        commands = new SlurmCommands(JobName, listen.Time);
    }

    /// <summary>The name of all jobs of the study's workers. One folder has one coordinator at a time: so whatever bears the name when it starts is left over from the one before.</summary>
    internal string JobName { get; }

    private string Logs => Path.Combine(slurm.Folder, "slurm");

    /// <inheritdoc />
    /// <exception cref="WorkerPoolException">Slurm is not here or refuses the workers, or they end as soon as they start.</exception>
    public async Task RunAsync(StudyDesk desk, CancellationToken stop)
    {
        await commands.CancelAllAsync().ConfigureAwait(false);
        RemoteDesk remote = await RemoteDesk.OpenAsync(desk, listen, CancelSilent).ConfigureAwait(false);
        await using (remote.ConfigureAwait(false))
        {
            try
            {
                string script = WriteScript(remote.Uri);
                await SubmitAsync(script, slurm.Count).ConfigureAwait(false);
                await remote.WatchAsync(() => LookAsync(remote, script), stop).ConfigureAwait(false);
                await remote.SayGoodbyeAsync().ConfigureAwait(false);
            }
            finally
            {
                await commands.CancelAllAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>The name of a job that runs the coordinator of a study: another than that of its workers, which it cancels.</summary>
    public static string NameOfCoordinator(string study) => $"hypersearch-{Plain(study)}";

    /// <summary>A job name that is another for another folder.</summary>
    internal static string NameOf(string study, string folder)
    {
        string place = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..8];
        return $"hs-{Plain(study)}-{place}";
    }

    /// <summary>A study's name as it may stand in one of Slurm's lists of names.</summary>
    private static string Plain(string study)
    {
        string plain = NotPlain().Replace(study, "-");
        return plain.Length > LongestStudyName ? plain[..LongestStudyName] : plain;
    }

    /// <summary>The script that every task of the array runs. The token's file is named in it, never the token.</summary>
    internal static string ScriptOf(SlurmOptions slurm, Uri address, string tokenFile)
    {
        string[] words = [slurm.Worker.Program, .. slurm.Worker.FirstArguments, "worker", "--connect", address.GetLeftPart(UriPartial.Authority), "--token-file", Path.GetFullPath(tokenFile),
            .. slurm.AuthorityFile is { } file ? (string[])["--ca", Path.GetFullPath(file)] : []];
        return $"#!/bin/sh\n# One lasting worker, a task of a job array; written and submitted by `hypersearch run --pool slurm`.\nexec {string.Join(' ', words.Select(SlurmArguments.Quote))} --name \"{SlurmTask.WorkerName}\"\n";
    }

    private string WriteScript(Uri address)
    {
        Directory.CreateDirectory(Logs);
        string script = Path.Combine(Logs, "worker.sh");
        File.WriteAllText(script, ScriptOf(slurm, address, listen.TokenFile));
        return script;
    }

    private async Task SubmitAsync(string script, int count)
    {
        string job = await commands.SubmitAsync(script, count, Path.Combine(Logs.Replace("%", "%%", StringComparison.Ordinal), "worker-%A_%a.log"), slurm.Arguments).ConfigureAwait(false);
        open.UnionWith(Enumerable.Range(1, count).Select(task => string.Create(CultureInfo.InvariantCulture, $"{job}_{task}")));
        listen.Log.Information("Submitted {Count} workers to Slurm as job {Job}, {Name}", count, job, JobName);
    }

    /// <summary>Every second: who has come or gone. When that changed, and every few seconds: the queue, and what it asks for.</summary>
    private async Task LookAsync(RemoteDesk remote, string script)
    {
        joined.UnionWith(remote.Roster.Given.Select(SlurmTask.OfWorker).OfType<string>());
        int here = remote.Roster.Present.Count;
        if (lookedAt is { } at && listen.Time.GetElapsedTime(at) < QueueEvery && here == seenHere && toCancel.Count == 0)
        {
            return;
        }

        (lookedAt, seenHere) = (listen.Time.GetTimestamp(), here);
        if (await commands.QueueAsync().ConfigureAwait(false) is not { } queue)
        {
            listen.Log.Warning("squeue does not answer; the workers that run go on");
            return;
        }

        await CancelSilentAsync(queue).ConfigureAwait(false);
        Show(here, queue);
        if (remote.UnfitWords is { } unfit && !remote.Roster.WasAsked)
        {
            throw new WorkerPoolException($"The workers cannot train this study: {unfit}", isWrongInput: true);
        }

        NoteEnds(queue);
        await RefillAsync(script, Math.Max(1, slurm.Count - remote.UnfitCount)).ConfigureAwait(false);
    }

    private void CancelSilent(string worker)
    {
        if (SlurmTask.OfWorker(worker) is { } task)
        {
            toCancel.Add(task);
        }
    }

    /// <summary>
    /// A worker that is given up but still holds its place is cancelled: the place is worth more to another, which is submitted at once and waits until the node is free, or
    /// known to be lost. One whose task waits again was requeued.
    /// </summary>
    private async Task CancelSilentAsync(IReadOnlyList<SlurmTask> queue)
    {
        foreach (string task in toCancel.Where(task => queue.Any(t => t.Id == task && t.State == "R")))
        {
            listen.Log.Warning("Task {Task} is cancelled: its worker is silent", task);
            await commands.CancelAsync(task).ConfigureAwait(false);
            open.Remove(task);
        }

        toCancel.Clear();
    }

    private void Show(int here, IReadOnlyList<SlurmTask> queue)
    {
        int running = queue.Count(t => t.IsRunning), waiting = queue.Count - running;
        string why = string.Join(", ", queue.Where(t => !t.IsRunning && t.Reason is not ("None" or "")).Select(t => t.Reason).Distinct());
        string now = string.Create(CultureInfo.InvariantCulture, $"Slurm: {running} running, {waiting} waiting{(why.Length > 0 ? $" ({why})" : "")}, {here} {(here == 1 ? "worker" : "workers")} here");
        if (now != shown)
        {
            shown = now;
            listen.Log.Information("{Jobs}", now);
            listen.Show(now);
        }
    }

    /// <summary>Takes note of the tasks that have left the queue, and whether their workers had ever come.</summary>
    private void NoteEnds(IReadOnlyList<SlurmTask> queue)
    {
        foreach (string task in open.Except(queue.Select(t => t.Id)).ToArray())
        {
            open.Remove(task);
            falseStarts = joined.Contains(task) ? 0 : falseStarts + 1;
            if (falseStarts >= MostFalseStarts)
            {
                string file = Path.Combine(Logs, $"worker-{task}.log");
                throw new WorkerPoolException($"Slurm's workers end before they come to the coordinator. {LastWords(file)} The log is {file}.");
            }
        }
    }

    private static string LastWords(string file) => File.Exists(file) && File.ReadLines(file).LastOrDefault(line => line.Trim().Length > 0) is { } line ? $"The last said: {line.Trim()}" : "They said nothing.";

    private async Task RefillAsync(string script, int wanted)
    {
        if (open.Count >= wanted)
        {
            return;
        }

        try
        {
            await SubmitAsync(script, wanted - open.Count).ConfigureAwait(false);
        }
        catch (WorkerPoolException e) when (open.Count > 0)
        {
            listen.Log.Warning("{Message} It is tried again", e.Message);
        }
    }

    [GeneratedRegex("[^A-Za-z0-9_.-]+")]
    private static partial Regex NotPlain();
}
