using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class InterruptTests(LongStudy undisturbed)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public enum Way
    {
        Interrupt,
        Terminate,
    }

    [Theory]
    [InlineData(Way.Interrupt)]
    [InlineData(Way.Terminate)]
    public async Task An_interrupted_study_is_whole_and_resumes_to_the_same_hash(Way way)
    {
        using var sandbox = new Sandbox();
        sandbox.Write("study.json", SmallStudies.LongText());
        using HyperSearchProgram program = sandbox.Start("run", "study.json");
        string folder = sandbox.PathOf("small.study");
        await Patience.Until(() => StudyChecks.Ended(folder) >= 5, LongestWait, "five trials");
        (way == Way.Interrupt ? (Action)program.Process.Interrupt : program.Process.Terminate)();
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 130, end.ToString());
        Assert.Contains("finished ones are safe", end.Errors, StringComparison.Ordinal);
        Assert.Empty(sandbox.Processes);
        Assert.Empty(sandbox.RuntimeFolders);
        Assert.Equal("interrupted", (await sandbox.Status(folder))["state"]!.GetValue<string>());
        var reader = new JournalReader(Path.Combine(folder, "journal.jsonl"));
        Assert.NotEmpty(reader.Read().ToArray());
        Assert.Equal(0, reader.TornBytes);

        File.Delete(sandbox.PathOf("study.json"));
        ProgramEnd resumed = await sandbox.Run("resume", folder);
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        StudyChecks.AssertFinished(sandbox, folder, undisturbed.Hash);
    }

    [Fact]
    public async Task A_second_interrupt_ends_at_once()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("study.json", SmallStudies.LongText());
        using HyperSearchProgram program = sandbox.Start("run", "study.json");
        string folder = sandbox.PathOf("small.study");
        await Patience.Until(() => StudyChecks.Ended(folder) >= 1, LongestWait, "a trial");

        // A frozen worker keeps the coordinator from a quick end of its own.
        LinuxProcess frozen = sandbox.Workers[0];
        frozen.Freeze();
        program.Process.Interrupt();
        program.Process.Interrupt();
        ProgramEnd end = await program.EndAsync();
        frozen.Thaw();
        Assert.True(end.ExitCode == 130, end.ToString());
        await Patience.Until(() => sandbox.Processes.Count == 0, TimeSpan.FromSeconds(5), "no process is left");
        ProgramEnd resumed = await sandbox.Run("resume", folder);
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
    }

    [Fact]
    public async Task Workers_ignore_the_interrupt_that_a_terminal_sends_to_all()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("study.json", SmallStudies.LongText());
        using HyperSearchProgram program = sandbox.Start("run", "study.json", "--workers", "2");
        string folder = sandbox.PathOf("small.study");
        await Patience.Until(() => StudyChecks.Ended(folder) >= 4, LongestWait, "four trials");
        IReadOnlyList<LinuxProcess> workers = sandbox.Workers;
        Assert.Equal(2, workers.Count);
        foreach (LinuxProcess worker in workers)
        {
            worker.Interrupt();
        }

        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.DoesNotContain(Sandbox.Journal(folder), record => record is AttemptEnded);
    }

    [Fact]
    public async Task Stop_after_a_time_ends_with_exit_code_3_and_the_study_goes_on_later()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("study.json", SmallStudies.LongText());
        ProgramEnd stopped = await sandbox.Run("run", "study.json", "--stop-after", "0.5s", "--workers", "1");
        Assert.True(stopped.ExitCode == 3, stopped.ToString());
        Assert.Equal("interrupted", (await sandbox.Status("small.study"))["state"]!.GetValue<string>());
        ProgramEnd resumed = await sandbox.Run("run", "study.json");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Contains("going on after", resumed.Output, StringComparison.Ordinal);
    }
}
