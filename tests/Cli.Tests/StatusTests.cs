using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class StatusTests(FinishedStudy finished) : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task The_json_of_a_finished_study_has_the_documented_shape()
    {
        JsonObject status = await sandbox.Status(finished.Folder);
        AssertShape(status);
        Assert.Equal("finished", status["state"]!.GetValue<string>());
        Assert.Equal(24, status["trials"]!["completed"]!.GetValue<int>());
        Assert.Equal(["trial", "mean", "interval", "verdict"], status["confirmed"]!.AsObject().Select(m => m.Key));
        Assert.Equal(2, status["confirmed"]!["interval"]!.AsArray().Count);
        Assert.Equal([0, 1, 2], status["ranges"]!.AsArray().Select(r => r!["round"]!.GetValue<int>()).Distinct());
    }

    [Fact]
    public async Task The_json_of_a_running_and_then_interrupted_study_has_the_documented_shape()
    {
        sandbox.Write("study.json", SmallStudies.EndlessText());
        string folder = sandbox.PathOf("small.study");
        using HyperSearchProgram program = sandbox.Start("run", "study.json");
        await Patience.Until(() => StudyChecks.Ended(folder) >= 5, TimeSpan.FromSeconds(30), "five trials");
        JsonObject running = await sandbox.Status(folder);
        program.Process.Kill();
        await program.EndAsync();
        JsonObject interrupted = await sandbox.Status(folder);
        Assert.Equal(("running", "interrupted"), (running["state"]!.GetValue<string>(), interrupted["state"]!.GetValue<string>()));
        Assert.InRange(running["trials"]!["running"]!.GetValue<int>(), 1, 4);
        Assert.Equal(0, interrupted["trials"]!["running"]!.GetValue<int>());
        Assert.Equal(running["trials"]!["running"]!.GetValue<int>(), running["running"]!.AsArray().Count);
        Assert.All(running["running"]!.AsArray(), r => Assert.Equal(20, r!["epochs"]!.GetValue<int>()));
        Assert.InRange(running["secondsLeft"]!.GetValue<double>(), 5, 50_000);
        Assert.Empty(interrupted["running"]!.AsArray());
        Assert.Null(interrupted["secondsLeft"]);
        foreach (JsonObject status in (JsonObject[])[running, interrupted])
        {
            AssertShape(status);
            Assert.Null(status["confirmed"]);
        }

        // For people: the same, in words.
        ProgramEnd text = await sandbox.Run("status", folder);
        Assert.Equal(0, text.ExitCode);
        Assert.Contains("small: interrupted", text.Output, StringComparison.Ordinal);
        Assert.Matches("diagnosis: [0-9]+ [a-z ]+ \\(trial [0-9]+: ", text.Output);
    }

    private static void AssertShape(JsonObject status)
    {
        Assert.Equal(["name", "state", "trials", "best", "confirmed", "ranges", "hash", "diagnoses", "tuners", "running", "secondsLeft", "ended", "history", "failures"], status.Select(m => m.Key));
        Assert.Equal("small", status["name"]!.GetValue<string>());
        Assert.Equal(["total", "completed", "pruned", "diverged", "failed", "running"], status["trials"]!.AsObject().Select(m => m.Key));
        Assert.Equal(["trial", "value", "parameters"], status["best"]!.AsObject().Select(m => m.Key));
        Assert.Equal(JsonValueKind.Number, status["best"]!["parameters"]!["optimizer.learningRate"]!.GetValueKind());
        Assert.All(status["ranges"]!.AsArray(), range => Assert.Equal(["round", "parameter", "min", "max", "why"], range!.AsObject().Select(m => m.Key)));
        Assert.NotEmpty(status["diagnoses"]!.AsArray());
        Assert.All(status["diagnoses"]!.AsArray(), diagnosis => Assert.Equal(["verdict", "trials", "example", "evidence"], diagnosis!.AsObject().Select(m => m.Key)));
        Assert.Matches("^[0-9a-f]{64}$", status["hash"]!.GetValue<string>());
    }
}
