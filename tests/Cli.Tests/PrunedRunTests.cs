using System.Text.Json.Nodes;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class PrunedRunTests
{
    public static readonly TheoryData<string, string> Studies = new()
    {
        { """{ "type": "random" }""", """{ "type": "curve", "warmupEpochs": 2 }""" },
        { SmallStudies.Narrowing, """{ "type": "hyperband" }""" },
        { """{ "type": "tpe", "startTrials": 6 }""", """{ "type": "median", "startTrials": 3 }""" },
        { """{ "type": "gp", "startTrials": 6, "candidates": 64 }""", """{ "type": "asha", "factor": 2 }""" },
        { """{ "type": "cma_es", "population": 6 }""", """{ "type": "percentile", "percentile": 30, "startTrials": 3 }""" },
    };

    [Theory]
    [MemberData(nameof(Studies))]
    public async Task One_two_and_four_workers_prune_the_same_trials_and_verify_trains_them_again(string tuner, string pruner)
    {
        using var sandbox = new Sandbox();
        sandbox.Write("study.json", SmallStudies.Text(tuner, epochs: 10, pruner: pruner));
        var results = new List<string>();
        foreach (int workers in (int[])[1, 2, 4])
        {
            ProgramEnd end = await sandbox.Run("run", "study.json", "--out", $"with-{workers}", "--workers", $"{workers}", "--json");
            Assert.True(end.ExitCode == 0, end.ToString());
            JsonNode status = JsonNode.Parse(end.Output)!;
            Assert.InRange(status["trials"]!["pruned"]!.GetValue<int>(), 1, 23);
            results.Add($"{status["hash"]} with {status["trials"]!["pruned"]} pruned");
            Assert.Matches(@"pruned at epoch \d+: ", await File.ReadAllTextAsync(Path.Combine(sandbox.PathOf($"with-{workers}"), "hypersearch.log")));
        }

        // Once more, with the coordinator killed half way.
        long half = new FileInfo(Path.Combine(sandbox.PathOf("with-2"), "journal.jsonl")).Length / 2;
        var journal = new FileInfo(Path.Combine(sandbox.PathOf("killed"), "journal.jsonl"));
        using (HyperSearchProgram program = sandbox.Start("run", "study.json", "--out", "killed", "--workers", "2"))
        {
            await Patience.Until(() => program.HasEnded || Refreshed(journal) is { Exists: true } written && written.Length >= half, TimeSpan.FromSeconds(30), "half a journal");
            program.Process.Kill();
            await program.EndAsync();
        }

        ProgramEnd again = await sandbox.Run("run", "study.json", "--out", "killed", "--workers", "3", "--json");
        Assert.True(again.ExitCode == 0, again.ToString());
        JsonNode rest = JsonNode.Parse(again.Output)!;
        Assert.Equal([results[0], results[0], results[0], results[0]], [.. results, $"{rest["hash"]} with {rest["trials"]!["pruned"]} pruned"]);
        ProgramEnd verified = await sandbox.Run("verify", "with-2", "--retrain", "24");
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }

    private static FileInfo Refreshed(FileInfo file)
    {
        file.Refresh();
        return file;
    }
}
