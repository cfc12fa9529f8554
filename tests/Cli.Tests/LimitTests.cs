using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>Trials that take more than they may.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [InlineData("--memory", "20M", "20 are allowed")]
    [InlineData("--timeout", "1.2s", "the trial took longer than 1.2 s")]
    public async Task A_trial_that_takes_more_than_it_may_is_ended_with_its_worker_and_the_study_goes_on(string option, string limit, string why)
    {
        // A trial that would take minutes, one attempt.
        sandbox.Write("study.json", SmallStudies.Text(trials: 1, epochs: 100_000, samples: 400, confirm: null, hidden: "[32]").Replace("\"trials\": 1", "\"trials\": 1, \"attempts\": 1", StringComparison.Ordinal));
        ProgramEnd end = await sandbox.Run("run", "study.json", option, limit);
        Assert.True(end.ExitCode == 0, end.ToString());
        AttemptEnded ended = Assert.Single(Sandbox.Journal(sandbox.PathOf("small.study")).OfType<AttemptEnded>());
        Assert.Equal(Blame.Trial, ended.Blame);
        Assert.Contains(why, ended.Why, StringComparison.Ordinal);
        Assert.Equal(1, (int)(await sandbox.Status(sandbox.PathOf("small.study")))["trials"]!["failed"]!);
        Assert.Empty(sandbox.Processes);
    }

    [Fact]
    public async Task An_epoch_that_takes_longer_than_it_may_ends_the_attempt()
    {
        // One epoch of some seconds.
        sandbox.Write("study.json", SmallStudies.Text("""{ "type": "random" }""", SmallStudies.RateSpace, trials: 1, epochs: 1, samples: 5000, confirm: null, hidden: "[2048, 2048, 2048]").Replace("\"trials\": 1", "\"trials\": 1, \"attempts\": 1", StringComparison.Ordinal));
        ProgramEnd end = await sandbox.Run("run", "study.json", "--epoch-timeout", "1s");
        Assert.True(end.ExitCode == 0, end.ToString());
        AttemptEnded ended = Assert.Single(Sandbox.Journal(sandbox.PathOf("small.study")).OfType<AttemptEnded>());
        Assert.Equal((Blame.Trial, "an epoch took longer than 1 s"), (ended.Blame, ended.Why));
        Assert.Empty(sandbox.Processes);
    }

    [Fact]
    public async Task Too_few_file_handles_for_the_workers_are_said_before_anything_is_begun()
    {
        sandbox.Write("study.json", SmallStudies.Text(trials: 3, confirm: null));
        using HyperSearchProgram few = sandbox.StartWithHandles(150, "run", "study.json", "--workers", "2");
        ProgramEnd end = await few.EndAsync();
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains("may have 150 files open at once, and a run with 2 workers needs 232", end.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(sandbox.PathOf("small.study")));

        using HyperSearchProgram enough = sandbox.StartWithHandles(232, "run", "study.json", "--workers", "2");
        end = await enough.EndAsync();
        Assert.True(end.ExitCode == 0, end.ToString());
    }

    [Theory]
    [InlineData("--memory", "2")]
    [InlineData("--memory", "0.5M")]
    [InlineData("--timeout", "10")]
    [InlineData("--epoch-timeout", "-1s")]
    public async Task A_limit_that_is_none_is_wrong_input(string option, string limit)
    {
        sandbox.Write("study.json", SmallStudies.Text());
        ProgramEnd end = await sandbox.Run("run", "study.json", option, limit);
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains($"{option} {limit}", end.Errors, StringComparison.Ordinal);
    }
}
