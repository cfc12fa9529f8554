using System.Text.RegularExpressions;
using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>A coordinator that listens, and workers that are started by hand, as on other machines.</summary>
public sealed partial class WorkersByHandTests(LongStudy undisturbed) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly Sandbox sandbox = new();

    private string Folder => sandbox.PathOf("small.study");

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task A_study_whose_workers_come_and_go_has_the_hash_of_one_on_this_machine()
    {
        sandbox.Write("study.json", SmallStudies.LongText());
        using HyperSearchProgram coordinator = sandbox.Start("run", "study.json", "--listen", "127.0.0.1", "--workers", "0");
        string[] arguments = await WorkerArguments(coordinator);
        using HyperSearchProgram first = sandbox.Start(arguments);
        await Patience.Until(() => StudyChecks.Ended(Folder) >= 3, LongestWait, "three trials");
        using HyperSearchProgram second = sandbox.Start(arguments);
        first.Process.Terminate();
        ProgramEnd left = await first.EndAsync();
        Assert.True(left.ExitCode == 0, left.ToString());
        Assert.Contains("asked to end (SIGTERM)", left.Errors, StringComparison.Ordinal);
        ProgramEnd end = await coordinator.EndAsync(), dismissed = await second.EndAsync();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.True(dismissed.ExitCode == 0, dismissed.ToString());
        StudyChecks.AssertFinished(sandbox, Folder, undisturbed.Hash);
    }

    [Fact]
    public async Task A_run_that_is_encrypted_and_has_a_token_of_its_own_takes_the_worker_that_knows_both()
    {
        sandbox.Write("study.json", SmallStudies.Text());
        (string certificate, string key) = SelfSigned.Write(sandbox.Root, "127.0.0.1");
        string token = sandbox.Write("my.token", new string('k', 64) + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(token, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using HyperSearchProgram coordinator = sandbox.Start("run", "study.json", "--listen", "127.0.0.1", "--workers", "0", "--certificate", certificate, "--certificate-key", key, "--token-file", token);
        string[] arguments = await WorkerArguments(coordinator);
        Assert.StartsWith("https://127.0.0.1:", arguments[2], StringComparison.Ordinal);
        Assert.Equal(["--token-file", token], arguments[3..5]);
        ProgramEnd distrusts = await sandbox.Run(arguments[..5]);
        Assert.Equal(2, distrusts.ExitCode);
        Assert.Contains("is not trusted", distrusts.Errors, StringComparison.Ordinal);
        ProgramEnd worked = await sandbox.Run([.. arguments[..5], "--ca", certificate]), end = await coordinator.EndAsync();
        Assert.True(worked.ExitCode == 0, worked.ToString());
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.True(File.Exists(token)); // one's own is kept
    }

    [Fact]
    public async Task A_worker_whose_coordinator_is_killed_ends_by_itself()
    {
        sandbox.Write("study.json", SmallStudies.EndlessText());
        using HyperSearchProgram coordinator = sandbox.Start("run", "study.json", "--listen", "127.0.0.1", "--workers", "0", "--heartbeat", "2");
        using HyperSearchProgram worker = sandbox.Start(await WorkerArguments(coordinator));
        await Patience.Until(() => StudyChecks.Ended(Folder) >= 1, LongestWait, "a trial");
        coordinator.Process.Kill();
        ProgramEnd end = await worker.EndAsync();
        Assert.Equal(1, end.ExitCode);
        Assert.Contains("does not answer", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_with_other_data_is_refused_with_both_fingerprints_and_no_trial_is_to_blame()
    {
        Directory.CreateDirectory(sandbox.PathOf("here"));
        Directory.CreateDirectory(sandbox.PathOf("there"));
        Directory.CreateDirectory(sandbox.PathOf("copy"));
        File.WriteAllText(sandbox.PathOf("here", "data.csv"), Table(1));
        File.WriteAllText(sandbox.PathOf("there", "data.csv"), Table(2));
        File.WriteAllText(sandbox.PathOf("copy", "data.csv"), Table(1));
        string study = sandbox.Write("study.json", SmallStudies.Text("""{ "type": "random" }""", SmallStudies.RateSpace, trials: 4, confirm: null)
            .Replace("\"source\": \"digits\", \"samples\": 200", "\"source\": \"csv\", \"path\": \"data.csv\", \"label\": \"label\"", StringComparison.Ordinal));
        sandbox.Environment["HYPERSEARCH_DATA"] = sandbox.PathOf("here");
        using HyperSearchProgram coordinator = sandbox.Start("run", study, "--listen", "127.0.0.1", "--workers", "0");
        string[] arguments = await WorkerArguments(coordinator);
        // What the coordinator read is no longer where it was: on another machine it never was.
        Directory.Move(sandbox.PathOf("here"), sandbox.PathOf("gone"));

        sandbox.Environment["HYPERSEARCH_DATA"] = sandbox.PathOf("there");
        ProgramEnd refused = await sandbox.Run(arguments);
        Assert.Equal(2, refused.ExitCode);
        Assert.Equal(2, Fingerprint().Matches(refused.Errors).DistinctBy(m => m.Value).Count());
        await Patience.Until(() => File.ReadAllText(Path.Combine(Folder, "hypersearch.log")).Contains("fingerprint", StringComparison.Ordinal), LongestWait, "a word in the coordinator's log");

        sandbox.Environment["HYPERSEARCH_DATA"] = sandbox.PathOf("copy");
        ProgramEnd worked = await sandbox.Run(arguments), end = await coordinator.EndAsync();
        Assert.True(worked.ExitCode == 0, worked.ToString());
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Empty(Sandbox.Journal(Folder).OfType<AttemptEnded>());
    }

    [Fact]
    public async Task A_worker_with_the_token_of_another_run_is_refused()
    {
        sandbox.Write("study.json", SmallStudies.LongText());
        using HyperSearchProgram coordinator = sandbox.Start("run", "study.json", "--listen", "127.0.0.1", "--workers", "1");
        string[] arguments = await WorkerArguments(coordinator);
        string other = sandbox.Write("other.token", new string('x', 43));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(other, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        ProgramEnd refused = await sandbox.Run([.. arguments[..^1], other]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("token", refused.Errors, StringComparison.Ordinal);
        ProgramEnd end = await coordinator.EndAsync();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("Refused 401", File.ReadAllText(Path.Combine(Folder, "hypersearch.log")), StringComparison.Ordinal);
        StudyChecks.AssertFinished(sandbox, Folder, undisturbed.Hash);
    }

    [Theory]
    [InlineData("--slurm needs --pool slurm", "--slurm", "--time=1")]
    [InlineData("--token-file needs --listen", "--token-file", "f")]
    [InlineData("--certificate-key needs --certificate", "--certificate-key", "f", "--listen", "127.0.0.1")]
    [InlineData("--pool slurm needs --workers N", "--pool", "slurm")]
    [InlineData("--pool cloud", "--pool", "cloud")]
    [InlineData("--workers 0", "--workers", "0")]
    [InlineData("--listen no host", "--listen", "no host")]
    [InlineData("none.pem", "--listen", "127.0.0.1", "--certificate", "none.pem")]
    [InlineData("none: there is no such file", "--listen", "127.0.0.1", "--token-file", "none")]
    public async Task Options_that_do_not_fit_are_refused_before_anything_is_trained(string said, params string[] options)
    {
        sandbox.Write("study.json", SmallStudies.LongText());
        ProgramEnd end = await sandbox.Run(["run", "study.json", .. options]);
        Assert.Equal(2, end.ExitCode);
        Assert.Contains(said, end.Errors, StringComparison.Ordinal);
        Assert.False(end.HasStackTrace, end.ToString());
        Assert.Equal(0, StudyChecks.Ended(Folder));
    }

    /// <summary>The command by which the coordinator says that workers may come.</summary>
    private static async Task<string[]> WorkerArguments(HyperSearchProgram coordinator)
    {
        await Patience.Until(() => coordinator.HasEnded || Invitation().IsMatch(coordinator.Said), LongestWait, "the coordinator's address");
        return Invitation().Match(coordinator.Said).Groups[1].Value.Split(' ');
    }

    private static string Table(int shift) =>
        "a,b,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i * 7 % 13) + shift},{i * 5 % 11},{i % 2}\n"));

    [GeneratedRegex("hypersearch (worker --connect [^\n]+)\n")]
    private static partial Regex Invitation();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Fingerprint();
}
