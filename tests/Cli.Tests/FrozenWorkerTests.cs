using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Tests;

public sealed class FrozenWorkerTests(LongStudy undisturbed) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task A_frozen_worker_is_killed_and_replaced_and_the_study_ends_as_if_nothing_had_happened()
    {
        sandbox.Write("study.json", SmallStudies.SlowText());
        using HyperSearchProgram program = sandbox.Start("run", "study.json", "--workers", "1", "--heartbeat", "2");
        string folder = sandbox.PathOf("small.study");
        // Its first epoch is in and hundreds are to come: the worker is certain to hold a trial.
        await Patience.Until(() => Sandbox.Journal(folder).OfType<EpochReported>().Any(), LongestWait, "the first epoch");
        LinuxProcess frozen = Assert.Single(sandbox.Workers);
        frozen.Freeze();
        await Patience.Until(() => !frozen.IsAlive, LongestWait, "the frozen worker is killed");
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("silent", Assert.Single(Sandbox.Journal(folder).OfType<AttemptEnded>()).Why, StringComparison.Ordinal);
        string hash = new StudyFolder(folder).Read(Trainers.Port).State.FinishedHash!;

        Assert.Equal(0, (await sandbox.Run("run", "study.json", "--workers", "1", "--out", "undisturbed")).ExitCode);
        StudyChecks.AssertFinished(sandbox, sandbox.PathOf("undisturbed"), hash);
    }

    [Fact]
    public async Task Workers_that_are_killed_again_and_again_cost_time_and_nothing_else()
    {
        sandbox.Write("study.json", SmallStudies.LongText());
        using HyperSearchProgram program = sandbox.Start("run", "study.json", "--workers", "2");
        string folder = sandbox.PathOf("small.study");
        var killed = new HashSet<LinuxProcess>();
        for (int ended = 4; ended <= 30; ended += 3)
        {
            await Patience.Until(() => program.HasEnded || (StudyChecks.Ended(folder) >= ended && sandbox.Workers.Any(w => !killed.Contains(w))), LongestWait, $"{ended} trials and a worker");
            if (sandbox.Workers.FirstOrDefault(w => !killed.Contains(w)) is { Id: > 0 } worker)
            {
                worker.Kill();
                killed.Add(worker);
            }
        }

        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.True(killed.Count >= 8, $"only {killed.Count} were killed");
        StudyChecks.AssertFinished(sandbox, folder, undisturbed.Hash);
    }
}
