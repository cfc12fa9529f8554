using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using HyperSearch.Workers;

namespace HyperSearch.Exchange.Tests;

/// <summary>What the commands make of an imported study.</summary>
public sealed class ImportedStudyTests : IDisposable
{
    private const string Table = "optimizer.learningRate,batchSize,state,value\n0.01,20,complete,0.8\n0.1,10,complete,0.9\n0.2,20,pruned,0.5\n0.3,20,fail,\n5,20,complete,0.1\n";

    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task It_is_read_by_the_commands_that_read_and_refused_by_those_that_run()
    {
        sandbox.Write("trials.csv", Table);
        ProgramEnd imported = await sandbox.Run("import", "trials.csv", "--direction", "maximize");
        Assert.True(imported.ExitCode == 0, imported.ToString());
        string folder = sandbox.PathOf("trials.study");
        JsonObject status = await sandbox.Status(folder);
        Assert.Equal(("finished", 1, 0.9), (status["state"]!.GetValue<string>(), status["best"]!["trial"]!.GetValue<int>(), status["best"]!["value"]!.GetValue<double>()));
        ProgramEnd verified = await sandbox.Run("verify", folder);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Contains("Not proved", verified.Output, StringComparison.Ordinal);
        foreach (string[] run in (string[][])[["run", Path.Combine(folder, "study.json")], ["resume", folder], ["verify", folder, "--retrain", "1"], ["train", folder]])
        {
            ProgramEnd refused = await sandbox.Run(run);
            Assert.True(refused.ExitCode == 2 && !refused.HasStackTrace, refused.ToString());
            Assert.Contains("imported", refused.Errors, StringComparison.Ordinal);
        }

        ProgramEnd again = await sandbox.Run("import", "trials.csv", "--direction", "maximize");
        Assert.True(again.ExitCode == 2, again.ToString());
        Assert.Contains("nothing in it is overwritten", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_study_knows_the_trials_that_fit()
    {
        sandbox.Write("trials.csv", Table);
        Assert.Equal(0, (await sandbox.Run("import", "trials.csv", "--direction", "maximize")).ExitCode);
        sandbox.Write("study.json", """
            {
              "name": "new", "space": { "optimizer.learningRate": { "min": 1e-3, "max": 1, "scale": "log" } },
              "search": { "tuner": { "type": "random" }, "trials": 1, "history": ["trials.study"] },
              "trainer": { "data": { "source": "digits", "samples": 50 }, "network": { "hidden": [4] }, "batchSize": 20, "epochs": 1 }
            }
            """);
        ProgramEnd run = await sandbox.Run("run", "study.json");
        Assert.True(run.ExitCode == 0, run.ToString());
        CarriedStudy carried = Assert.Single(new StudyFolder(sandbox.PathOf("new.study")).Read(Trainers.Port).State.History);
        Assert.Equal([(Outcome.Completed, -0.8), (Outcome.Pruned, -0.5)], carried.Trials.Select(t => (t.Outcome, t.Loss!.Value)));
        string[] reasons = [.. carried.LeftOut.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Trials} {l.Why}")).Order(StringComparer.Ordinal)];
        Assert.Equal(["1 failed, which says nothing of the parameters", "1 optimizer.learningRate is outside 0.001 to 1", "1 trainer.batchSize is 10 there and 20 here"], reasons);
    }

    [Fact]
    public async Task A_result_that_was_changed_by_hand_is_found()
    {
        sandbox.Write("trials.csv", Table);
        Assert.Equal(0, (await sandbox.Run("import", "trials.csv", "--direction", "maximize")).ExitCode);
        string folder = sandbox.PathOf("trials.study");
        using (var altered = JournalWriter.Create(sandbox.PathOf("altered.jsonl"), TimeProvider.System))
        {
            altered.Append(Sandbox.Journal(folder).Select(r => r is TrialEnded { Trial: 0 } end ? end with { Value = 0.99 } : r));
        }

        File.Move(sandbox.PathOf("altered.jsonl"), Path.Combine(folder, "journal.jsonl"), overwrite: true);
        ProgramEnd end = await sandbox.Run("verify", folder);
        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains("NOT proved", end.Errors, StringComparison.Ordinal);
    }
}
