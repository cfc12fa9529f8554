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

        Assert.Equal([results[0], results[0], results[0]], results);
        ProgramEnd verified = await sandbox.Run("verify", "with-2", "--retrain", "24");
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }
}
