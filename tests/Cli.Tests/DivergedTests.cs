using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Tests;

public sealed class DivergedTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task A_learning_rate_of_1000_ends_as_a_diverged_trial_that_ranks_last_and_the_study_goes_on()
    {
        sandbox.Write("study.json", SmallStudies.Text("""{ "type": "random" }""", """ "optimizer.learningRate": { "choices": [0.01, 1e3, 0.1] } """, trials: 12, confirm: null, hidden: "[16, 16, 16, 16]"));
        ProgramEnd end = await sandbox.Run("run", "study.json", "--json");
        Assert.True(end.ExitCode == 0, end.ToString());
        JsonNode status = JsonNode.Parse(end.Output)!;
        int diverged = status["trials"]!["diverged"]!.GetValue<int>();
        Assert.InRange(diverged, 1, 11);
        Assert.Equal(12 - diverged, status["trials"]!["completed"]!.GetValue<int>());

        Trial[] ranking = [.. new StudyFolder(sandbox.PathOf("small.study")).Read(Trainers.Port).State.Ranking()];
        Assert.All(ranking[..^diverged], t => Assert.Equal(Outcome.Completed, t.Work.Outcome));
        Assert.All(ranking[^diverged..], t => Assert.Equal("diverged", t.Work.Diagnosis?.Verdict));
        Assert.All(ranking[..^diverged], t => Assert.NotEqual("diverged", t.Work.Diagnosis?.Verdict));
        Assert.Contains(status["diagnoses"]!.AsArray(), d => d!["verdict"]!.GetValue<string>() == "diverged" && d["trials"]!.GetValue<int>() == diverged);
        Assert.All(ranking[^diverged..], t => Assert.Equal("1000", t.Parameters.ToJson()["optimizer.learningRate"]!.ToJsonString()));
        Assert.Equal(0, (await sandbox.Run("verify", "small.study")).ExitCode);
    }

    [Fact]
    public async Task A_study_in_which_all_trials_diverge_ends_and_says_that_none_completed()
    {
        // A penalty of this size multiplies weights by millions in every step, also those of dead units.
        sandbox.Write("study.json", SmallStudies.Text(SmallStudies.Narrowing, """ "optimizer.learningRate": { "min": 1e5, "max": 1e6, "scale": "log" }, "optimizer.weightDecay": { "choices": [100] } """, trials: 12, hidden: "[16, 16, 16, 16]"));
        ProgramEnd end = await sandbox.Run("run", "study.json");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.True(end.Output.Contains("no trial has completed", StringComparison.Ordinal), end.ToString());
        JsonObject status = await sandbox.Status("small.study");
        Assert.Equal("finished", status["state"]!.GetValue<string>());
        Assert.Equal(12, status["trials"]!["diverged"]!.GetValue<int>());
        Assert.Null(status["best"]);
        Assert.Null(status["confirmed"]);
        Assert.False(File.Exists(sandbox.PathOf("small.study", "best.json")));
        Assert.Equal(1, (await sandbox.Run("best", "small.study")).ExitCode);
        Assert.Equal(0, (await sandbox.Run("verify", "small.study")).ExitCode);
    }
}
