using System.Text.Json.Nodes;
using HyperSearch.TestKit;

namespace HyperSearch.AutoML.Tests;

/// <summary>The program with the adapter, from the study file to the proof.</summary>
public sealed class AutoMLStudyTests : IDisposable
{
    // Where it was built: there its dependencies are listed beside it.
    private static readonly string Plugin = Path.Combine(Checkout.Root, "src", "AutoML", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "HyperSearch.AutoML.dll");

    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [InlineData("smac")]
    [InlineData("cost_frugal")]
    public async Task A_study_goes_on_where_it_was_stopped_and_is_proved(string tuner)
    {
        sandbox.Write("study.json", Text(tuner, 40));
        string whole = await HashAsync("whole", "2");

        // As stopped after 25 trials and gone on with: extended.
        sandbox.Write("study.json", Text(tuner, 25));
        await HashAsync("parts", "1");
        sandbox.Write("study.json", Text(tuner, 40));
        Assert.Equal(whole, await HashAsync("parts", "1"));
        ProgramEnd verify = await sandbox.Run("verify", "parts", "--plugin", Plugin);
        Assert.True(verify.ExitCode == 0, verify.ToString());
    }

    private static string Text(string tuner, int trials) => $$"""
        { "name": "automl", "objective": { "metric": "score", "direction": "minimize" },
          "space": { "a": { "min": 1, "max": 100, "scale": "log" }, "b": { "min": 1, "max": 9, "integer": true }, "c": { "choices": [1, 2, 3] } },
          "search": { "tuner": { "type": "automl.{{tuner}}" }, "trials": {{trials}}, "maxConcurrentTrials": 3 },
          "trainer": { "command": ["awk", "BEGIN { print ({a} - 20)^2 + {b} * {c} }"] } }
        """.Replace("BEGIN { print ({a} - 20)^2 + {b} * {c} }", "BEGIN {{ print ({a} - 20)^2 + {b} * {c} }}", StringComparison.Ordinal);

    private async Task<string> HashAsync(string folder, string workers)
    {
        ProgramEnd end = await sandbox.Run("run", "study.json", "--plugin", Plugin, "--workers", workers, "--out", folder, "--json");
        Assert.True(end.ExitCode == 0, end.ToString());
        return JsonNode.Parse(end.Output)!["hash"]!.GetValue<string>();
    }
}
