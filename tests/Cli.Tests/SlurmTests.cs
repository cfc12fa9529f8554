using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>On a real Slurm: where its programs are not installed the tests are left out, and in continuous integration they fail.</summary>
public sealed class SlurmTests : IClassFixture<SlurmCluster>, IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private readonly Sandbox sandbox = new();
    private readonly SlurmCluster cluster;
    private readonly LongStudy undisturbed;

    public SlurmTests(SlurmCluster cluster, LongStudy undisturbed)
    {
        this.cluster = cluster;
        this.undisturbed = undisturbed;
        sandbox.Environment["SLURM_CONF"] = cluster.Configuration;
        Assert.SkipWhen(cluster.Why is not null && !Checkout.IsCi, cluster.Why ?? "");
        Assert.True(cluster.Why is null, cluster.Why);
    }

    private IEnumerable<LinuxProcess> Workers => sandbox.Processes.Where(p => p.CommandLine.Contains("--token-file") && p.CommandLine.Contains("worker"));

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task A_node_that_is_lost_and_a_worker_that_is_frozen_cost_time_and_nothing_else()
    {
        sandbox.Write("study.json", SmallStudies.LongText());
        string folder = sandbox.PathOf("small.study");
        using HyperSearchProgram program = sandbox.Start("run", "study.json", "--pool", "slurm", "--workers", "6", "--heartbeat", "3");
        await Patience.Until(() => program.HasEnded || (StudyChecks.Ended(folder) >= 3 && OnNode("n1").Length > 0), LongestWait, "three trials, and workers on the first node");
        await FreezeOneAtWork(program, folder, () => OnNode("n2"));
        cluster.KillNode("n1");
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("Slurm: ", end.Errors, StringComparison.Ordinal);
        await Patience.Until(() => sandbox.Processes.Count == 0 && cluster.Jobs == 0, LongestWait, "no worker and no job is left");
        StudyChecks.AssertFinished(sandbox, folder, undisturbed.Hash);
        Assert.NotEmpty(Sandbox.Journal(folder).OfType<AttemptEnded>());
        Assert.False(File.Exists(Path.Combine(folder, "worker.token")));

        LinuxProcess[] OnNode(string node) => [.. Workers.Where(LinuxProcess.With("SLURMD_NODENAME", node).Contains)];
    }

    /// <summary>Freezes a worker that holds a trial: the loss of another would cost nothing.</summary>
    private static async Task FreezeOneAtWork(HyperSearchProgram program, string folder, Func<LinuxProcess[]> workers)
    {
        while (!program.HasEnded)
        {
            foreach (LinuxProcess worker in workers())
            {
                worker.Freeze();
                await Patience.For(TimeSpan.FromMilliseconds(100)); // what it had sent is recorded by then
                string name = worker.CommandLine.SkipWhile(argument => argument != "--name").ElementAtOrDefault(1) ?? "";
                var records = Sandbox.Journal(folder);
                if (records.OfType<AttemptStarted>().LastOrDefault(a => a.Worker == name) is { } attempt && !records.OfType<TrialEnded>().Any(e => e.Trial == attempt.Trial && e.Repeat == attempt.Repeat))
                {
                    return;
                }

                worker.Thaw();
            }

            await Patience.For(TimeSpan.FromMilliseconds(10));
        }
    }

    [Fact]
    public async Task A_worker_that_is_requeued_gives_its_trial_back_and_Ctrl_C_cancels_all_jobs()
    {
        // Trials without an end: one that has less than a second to go is handed in by the worker that is asked to end, not given back.
        sandbox.Write("study.json", SmallStudies.Text("""{ "type": "random" }""", SmallStudies.RateSpace, trials: 500, epochs: 100_000, samples: 400, confirm: null, hidden: "[32]"));
        string folder = sandbox.PathOf("small.study"), token = Path.Combine(folder, "worker.token");
        using HyperSearchProgram program = sandbox.Start("run", "study.json", "--pool", "slurm", "--workers", "2");
        await Patience.Until(() => program.HasEnded || Sandbox.Journal(folder).OfType<EpochReported>().Any(), LongestWait, "an epoch");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(token));
        string secret = File.ReadAllText(token).Trim();
        Assert.All(sandbox.Processes, process => Assert.DoesNotContain(process.CommandLine, argument => argument.Contains(secret, StringComparison.Ordinal)));

        string worker = Sandbox.Journal(folder).OfType<AttemptStarted>().First().Worker; // s17_3.0 is the first start of task 17_3
        cluster.Slurm("scontrol", "requeue", worker[1..^2]);
        await Patience.Until(() => program.HasEnded || Sandbox.Journal(folder).OfType<AttemptEnded>().Any(), LongestWait, "a trial that is given back");
        Assert.Contains("asked to end (SIGTERM)", Sandbox.Journal(folder).OfType<AttemptEnded>().First().Why, StringComparison.Ordinal);

        program.Process.Interrupt();
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 130, end.ToString());
        await Patience.Until(() => sandbox.Processes.Count == 0 && cluster.Jobs == 0, LongestWait, "no worker and no job is left");
        Assert.DoesNotContain(secret, File.ReadAllText(Path.Combine(folder, "hypersearch.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coordinator_that_is_a_job_itself_goes_on_when_its_time_was_up()
    {
        sandbox.Write("study.json", SmallStudies.LongText());
        string folder = sandbox.PathOf("small.study");
        Assert.Equal(0, (await sandbox.Run("slurm", "study.json", "--workers", "2")).ExitCode);
        Assert.Equal(2, (await sandbox.Run("slurm", "study.json", "--workers", "2")).ExitCode); // it is not overwritten
        string job = Submit(sandbox.PathOf("small.sbatch"));
        await Patience.Until(() => StudyChecks.Ended(folder) >= 2, LongestWait, "two trials");
        cluster.Slurm("scancel", "--batch", "--signal=USR1", job); // as Slurm does two minutes before the end
        await Patience.Until(() => File.Exists(Path.Combine(folder, "best.json")) && cluster.Jobs == 0 && sandbox.Processes.Count == 0, LongestWait, "the study ends");
        StudyChecks.AssertFinished(sandbox, folder, undisturbed.Hash);
        Assert.Contains("going on after", File.ReadAllText(folder + ".log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_that_Slurm_refuses_are_told_in_its_words()
    {
        sandbox.Write("study.json", SmallStudies.LongText());
        ProgramEnd end = await sandbox.Run("run", "study.json", "--pool", "slurm", "--workers", "2", "--slurm", "--partition=nowhere");
        Assert.Equal(2, end.ExitCode);
        Assert.Contains("partition", end.Errors, StringComparison.Ordinal);
        Assert.False(end.HasStackTrace, end.ToString());
        Assert.False(File.Exists(sandbox.PathOf("small.study", "worker.token")));
    }

    /// <summary>Submits a batch file with the sandbox's environment.</summary>
    /// <returns>The job's number.</returns>
    private string Submit(string script) =>
        cluster.Slurm("env", [.. sandbox.Environment.Select(v => $"{v.Key}={v.Value}"), "sbatch", "--parsable", script]).Trim();
}
