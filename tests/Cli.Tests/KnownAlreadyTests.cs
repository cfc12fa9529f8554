using System.Text.Json.Nodes;
using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>Start sets, earlier studies, forks and stops with real processes.</summary>
public sealed class KnownAlreadyTests(FinishedStudy finished) : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task A_study_with_a_past_and_a_target_comes_to_the_same_hash_with_any_number_of_workers_and_through_kill_9()
    {
        sandbox.Write("study.json", Known("known", 40, "\"target\": 0.5", finished.Folder));
        string? hash = null;
        foreach (int workers in (int[])[1, 2, 4])
        {
            ProgramEnd end = await sandbox.Run("run", "study.json", "--out", $"with-{workers}", "--workers", $"{workers}", "--json");
            Assert.True(end.ExitCode == 0, end.ToString());
            JsonNode status = JsonNode.Parse(end.Output)!;
            Assert.Contains("search.target is 0.5", status["ended"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Contains("24 of 24 trials of small", status["history"]![0]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal(hash ??= status["hash"]!.GetValue<string>(), status["hash"]!.GetValue<string>());
            Assert.Equal(0, (await sandbox.Run("verify", $"with-{workers}")).ExitCode);
        }

        long length = new FileInfo(sandbox.PathOf("with-1", "journal.jsonl")).Length;
        string killed = sandbox.PathOf("killed");
        using (HyperSearchProgram program = sandbox.Start("run", "study.json", "--out", killed, "--workers", "2"))
        {
            var journal = new FileInfo(Path.Combine(killed, "journal.jsonl"));
            await Patience.Until(() => program.HasEnded || (Refreshed(journal) is { Exists: true } now && now.Length > length / 2), TimeSpan.FromSeconds(30), "half a journal");
            program.Process.Kill();
        }

        await Patience.Until(() => sandbox.Processes.Count == 0, TimeSpan.FromSeconds(10), "no process is left of a dead coordinator");
        Assert.Equal(0, (await sandbox.Run("resume", killed)).ExitCode);
        Assert.Equal(hash, (await sandbox.Status(killed))["hash"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_changed_study_is_refused_with_fork_named_and_fork_carries_over_what_fits()
    {
        string folder = sandbox.Copy(finished.Folder, "small.study");
        sandbox.Write("study.json", SmallStudies.Text(trials: 6).Replace("\"seed\": 3", "\"seed\": 4", StringComparison.Ordinal));
        ProgramEnd refused = await sandbox.Run("run", "study.json");
        Assert.True(refused.ExitCode == 2, refused.ToString());
        Assert.Contains("--fork NEW_FOLDER", refused.Errors, StringComparison.Ordinal);

        foreach (string _ in (string[])["starts", "goes on"])
        {
            ProgramEnd end = await sandbox.Run("run", "study.json", "--fork", "fork");
            Assert.True(end.ExitCode == 0, end.ToString());
        }

        StudyStarted started = Sandbox.Journal(sandbox.PathOf("fork")).OfType<StudyStarted>().Single();
        Assert.Equal(24, Assert.Single(started.History!).Trials.Count);
        Directory.Delete(folder, recursive: true);
        Assert.Equal(0, (await sandbox.Run("verify", "fork")).ExitCode);
    }

    [Fact]
    public async Task A_fork_of_nothing_new_or_onto_itself_is_wrong_input()
    {
        string folder = sandbox.Copy(finished.Folder, "small.study");
        sandbox.Write("study.json", SmallStudies.Text());
        foreach ((string fork, string message) in ((string, string)[])[("fork", "run it without --fork"), (folder, "the folder of the study itself")])
        {
            ProgramEnd end = await sandbox.Run("run", "study.json", "--fork", fork);
            Assert.True(end.ExitCode == 2, end.ToString());
            Assert.Contains(message, end.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1m30")]
    [InlineData("30m1h")]
    [InlineData("h")]
    [InlineData("0s")]
    public async Task A_time_that_is_none_is_wrong_input(string time)
    {
        ProgramEnd end = await sandbox.Run("run", "study.json", "--stop-after", time);
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains("such as 10m or 1h30m", end.Errors, StringComparison.Ordinal);
    }

    private static FileInfo Refreshed(FileInfo file)
    {
        file.Refresh();
        return file;
    }

    private static string Known(string name, int trials, string stop, string history) => SmallStudies.Text(trials: trials)
        .Replace("\"name\": \"small\"", $"\"name\": \"{name}\"", StringComparison.Ordinal)
        .Replace("\"search\": {", $$"""
            "search": { "start": [{ "batchSize": 40 }], "history": ["{{history}}"], {{stop}},
            """, StringComparison.Ordinal);
}
