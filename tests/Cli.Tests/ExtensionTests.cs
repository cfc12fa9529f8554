using System.Text.Json.Nodes;
using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>Running a study again: the same, longer, shorter, or another one.</summary>
public sealed class ExtensionTests(FinishedStudy finished) : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task A_finished_study_says_so_and_is_left_alone()
    {
        string folder = sandbox.Copy(finished.Folder, "small.study");
        byte[] journal = File.ReadAllBytes(Path.Combine(folder, "journal.jsonl"));

        // As a kill between the last record and the end of the process leaves it.
        Directory.CreateDirectory(Path.Combine(sandbox.Temp, "hypersearch-desk-dead"));
        File.WriteAllText(Path.Combine(sandbox.Temp, "hypersearch-desk-dead", "lock"), "");
        File.Delete(Path.Combine(folder, "best.json"));

        ProgramEnd end = await sandbox.Run("run", finished.File, "--out", folder);
        Assert.True(end.ExitCode == 0, end.ToString());
        StudyChecks.AssertFinished(sandbox, folder, finished.Hash);
        Assert.Contains("is finished already", end.Output, StringComparison.Ordinal);
        Assert.Contains(" trials, nothing left to do, folder ", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("going on", end.Output, StringComparison.Ordinal);
        Assert.Equal(journal, File.ReadAllBytes(Path.Combine(folder, "journal.jsonl")));
    }

    [Fact]
    public async Task More_trials_extend_a_finished_study_and_the_first_ones_stay()
    {
        string folder = sandbox.Copy(finished.Folder, "small.study");
        sandbox.Write("more.json", SmallStudies.Text(trials: 30));
        ProgramEnd end = await sandbox.Run("run", "more.json", "--out", folder);
        Assert.True(end.ExitCode == 0, end.ToString());
        StudyChecks.AssertFinished(sandbox, folder, (await sandbox.Status(folder))["hash"]!.GetValue<string>());
        Assert.Equal(30, (await sandbox.Status(folder))["trials"]!["completed"]!.GetValue<int>());
        Assert.Equal(Proposals(finished.Folder), Proposals(folder).Take(24));
        Assert.Equal(0, (await sandbox.Run("verify", folder)).ExitCode);
        Assert.Equal(0, (await sandbox.Run("resume", folder)).ExitCode);
    }

    [Fact]
    public async Task Fewer_trials_are_refused()
    {
        string folder = sandbox.Copy(finished.Folder, "small.study");
        sandbox.Write("fewer.json", SmallStudies.Text(trials: 20));
        ProgramEnd end = await sandbox.Run("run", "fewer.json", "--out", folder);
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains("search.trials is 20", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_space_seed_or_trainer_is_refused_with_what_differs()
    {
        string folder = sandbox.Copy(finished.Folder, "small.study");
        foreach ((string old, string with, string place) in ((string, string, string)[])
            [("\"min\": 1e-4", "\"min\": 1e-5", "space.optimizer.learningRate"), ("\"seed\": 3", "\"seed\": 4", "seed"), ("\"epochs\": 4", "\"epochs\": 5", "trainer.epochs")])
        {
            sandbox.Write("other.json", SmallStudies.Text().Replace(old, with, StringComparison.Ordinal));
            ProgramEnd end = await sandbox.Run("run", "other.json", "--out", folder);
            Assert.True(end.ExitCode == 2, end.ToString());
            Assert.Contains(place, end.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_confirmation_of_a_finished_study_is_made_up_for()
    {
        string folder = sandbox.Copy(finished.Folder, "small.study");
        sandbox.Write("confirm.json", SmallStudies.Text(confirm: """{ "top": 2, "seeds": 4 }"""));
        ProgramEnd end = await sandbox.Run("run", "confirm.json", "--out", folder, "--json");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("4 of 4 fresh seeds", JsonNode.Parse(end.Output)!["confirmed"]!["verdict"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(8, Sandbox.Journal(folder).OfType<TrialEnded>().Count(r => r.Repeat > 0));
    }

    private static IEnumerable<string> Proposals(string folder) =>
        Sandbox.Journal(folder).OfType<TrialProposed>().Select(r => $"{r.Trial} {r.Round} {r.Parameters} {r.Start} {r.Cost} {r.Epochs}");
}
