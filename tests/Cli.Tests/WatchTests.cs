using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using HyperSearch.Workers;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Cli.Tests;

/// <summary><c>status --watch</c>, and what a run says of its time.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task A_study_is_watched_to_its_end_and_its_folder_is_left_as_it_is()
    {
        sandbox.Write("study.json", SmallStudies.LongText());
        using HyperSearchProgram run = sandbox.Start("run", "study.json");
        await Patience.Until(() => StudyChecks.Ended(sandbox.PathOf("small.study")) >= 1, TimeSpan.FromSeconds(60), "a trial");
        ProgramEnd watched = await sandbox.Run("status", "small.study", "--watch");
        ProgramEnd ran = await run.EndAsync();
        Assert.True(watched.ExitCode == 0 && ran.ExitCode == 0, $"{watched}\n{ran}");
        Assert.Contains("small: finished, 40 of 40 trials over", watched.Output, StringComparison.Ordinal);

        // What it saw live stands in the run's output too.
        string[] ends = [.. watched.Output.Split('\n').Where(l => l.Contains("confirmation ", StringComparison.Ordinal) && !l.Contains("tie", StringComparison.Ordinal))];
        Assert.NotEmpty(ends);
        Assert.All(ends, line => Assert.Contains(line, ran.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_watching_alone_and_a_study_whose_coordinator_is_gone_is_watched_no_longer()
    {
        sandbox.Write("study.json", SmallStudies.EndlessText());
        using HyperSearchProgram run = sandbox.Start("run", "study.json");
        await Patience.Until(() => StudyChecks.Ended(sandbox.PathOf("small.study")) >= 1, TimeSpan.FromSeconds(60), "a trial");
        using HyperSearchProgram first = sandbox.Start("status", "small.study", "--watch"), second = sandbox.Start("status", "small.study", "--watch");
        await Patience.Until(() => first.Printed.Contains("] trial ", StringComparison.Ordinal) && second.Printed.Contains("] trial ", StringComparison.Ordinal), TimeSpan.FromSeconds(60), "a trial that is seen to end");
        first.Process.Interrupt();
        ProgramEnd interrupted = await first.EndAsync();
        Assert.True(interrupted.ExitCode == 130, interrupted.ToString());
        Assert.False(run.HasEnded);

        run.Process.Kill();
        ProgramEnd abandoned = await second.EndAsync();
        Assert.True(abandoned.ExitCode == 3, abandoned.ToString());
        Assert.Contains("small: interrupted", abandoned.Output, StringComparison.Ordinal);
        Assert.Contains("`hypersearch resume small.study` goes on with it", abandoned.Errors, StringComparison.Ordinal);
        await run.EndAsync();
    }

    [Fact]
    public async Task A_run_says_before_its_first_trial_how_long_it_will_take_and_the_report_holds_that_against_the_truth()
    {
        sandbox.Write("study.json", SmallStudies.Text(trials: 6));
        ProgramEnd end = await sandbox.Run("run", "study.json", "--workers", "2");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Matches("^small: 6 trials.*\nabout [0-9]+ s with [12] workers?, if no trial ends early\n", end.Output);
        Record[] journal = [.. new JournalReader(sandbox.PathOf("small.study", "journal.jsonl")).Read()];
        Assert.InRange(Array.FindIndex(journal, r => r is RunEstimated), 1, Array.FindIndex(journal, r => r is AttemptStarted) - 1);
        Assert.Matches("Before the first trial [0-9.]+ s were estimated; it took [0-9.]+ s", File.ReadAllText(sandbox.PathOf("small.study", "report.html")));

        // No part of the study: proved without it, and not there again once the study is finished.
        Assert.Equal(0, (await sandbox.Run("verify", "small.study")).ExitCode);
        Assert.Equal(0, (await sandbox.Run("run", "study.json")).ExitCode);
        Assert.Equal(journal.Length, new JournalReader(sandbox.PathOf("small.study", "journal.jsonl")).Read().Count());
    }

    [Fact]
    public async Task Watching_goes_with_neither_json_nor_a_single_trial()
    {
        foreach (string[] other in (string[][])[["--json"], ["--trial", "3"]])
        {
            ProgramEnd end = await sandbox.Run(["status", "x", "--watch", .. other]);
            Assert.True(end.ExitCode == 2 && end.Errors.Contains("--watch", StringComparison.Ordinal), end.ToString());
        }
    }
}
