using System.Text.Json.Nodes;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>Tuners that another assembly brings; here this one does.</summary>
public sealed class TunerPluginTests : IDisposable
{
    private const string Missing = "search.tuner: `automl.smac` is a tuner of Microsoft.ML.AutoML, which this program was built without: `dotnet build -p:AutoML=true` builds the adapter and puts it in place, and --plugin names one that lies elsewhere.\n";

    private static readonly string Plugin = typeof(PluginTuner).Assembly.Location;

    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task Without_the_plug_in_every_command_that_needs_its_tuner_says_so_in_one_sentence()
    {
        Write("automl.smac");
        Assert.Equal((2, Missing), await Errors("run", "study.json"));
        Assert.False(Directory.Exists(sandbox.PathOf("brought.study")), "a study that cannot run leaves a folder");
        Assert.Equal((2, Missing), await Errors("validate", "study.json"));
        Assert.Equal((2, Missing), await Errors("slurm", "study.json", "--workers", "2"));

        ProgramEnd run = await sandbox.Run("run", "study.json", "--plugin", Plugin, "--workers", "2");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal((2, Missing), await Errors("resume", "brought.study"));
        Assert.Equal((2, Missing), await Errors("verify", "brought.study"));
        Assert.Equal((0, ""), await Errors("status", "brought.study"));
        Assert.Equal((0, ""), await Errors("best", "brought.study"));
    }

    [Fact]
    public async Task With_the_plug_in_the_study_runs_and_is_proved_and_its_folder_does_not_name_it()
    {
        Write("automl.grid");
        string[] hashes = [await HashAsync("1"), await HashAsync("2")];
        Assert.Equal(hashes[0], hashes[1]);
        ProgramEnd verify = await sandbox.Run("verify", "2", "--plugin", Plugin);
        Assert.True(verify.ExitCode == 0, verify.ToString());
        Assert.Contains(hashes[1], verify.Output, StringComparison.Ordinal);
        Assert.All((string[])["study.json", "journal.jsonl"], file => Assert.DoesNotContain("Cli.Tests", File.ReadAllText(sandbox.PathOf("2", file)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tuners_says_whether_those_of_AutoML_are_here()
    {
        string without = (await sandbox.Run("tuners")).Output, with = (await sandbox.Run("tuners", "--plugin", Plugin)).Output;
        Assert.All((string[])[without, with], text => Assert.All((string[])["automl.smac", "automl.cost_frugal", "automl.random", "automl.grid"], word => Assert.Contains(word, text, StringComparison.Ordinal)));
        Assert.Contains("They are not here", without, StringComparison.Ordinal);
        Assert.Contains($"They come with {Plugin}", with, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_stands_for_the_adapter_in_it()
    {
        Directory.CreateDirectory(sandbox.PathOf("elsewhere"));
        ProgramEnd end = await sandbox.Run("tuners", "--plugin", "elsewhere");
        Assert.Equal((2, "--plugin elsewhere: this is a folder, and there is no HyperSearch.AutoML.dll in it; give an assembly with tuners.\n"), (end.ExitCode, end.Errors));
        File.Copy(Plugin, sandbox.PathOf("elsewhere", "HyperSearch.AutoML.dll"));
        foreach (string attributes in Directory.GetFiles(Path.GetDirectoryName(Plugin)!, "xunit.v3.*.dll"))
        {
            File.Copy(attributes, sandbox.PathOf("elsewhere", Path.GetFileName(attributes))); // the test assembly has some of theirs
        }

        end = await sandbox.Run("tuners", "--plugin", "elsewhere");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains($"They come with {sandbox.PathOf("elsewhere", "HyperSearch.AutoML.dll")}", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plug_in_that_is_none_is_wrong_input()
    {
        Write("automl.random");
        (int code, string errors) = await Errors("run", "study.json", "--plugin", "gone.dll");
        Assert.Equal(2, code);
        Assert.EndsWith("gone.dll cannot be loaded as a plug-in with tuners: there is no such file.\n", errors, StringComparison.Ordinal);
        (code, errors) = await Errors("run", "study.json", "--plugin", "study.json");
        Assert.Equal(2, code);
        Assert.Contains("study.json cannot be loaded as a plug-in with tuners: ", errors, StringComparison.Ordinal);
        (code, errors) = await Errors("verify", "study.json", "--plugin", typeof(Sandbox).Assembly.Location);
        Assert.Equal(2, code);
        Assert.Contains("brings no tuner", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_file_cannot_name_a_plug_in()
    {
        sandbox.Write("study.json", Text("automl.smac").Replace("\"type\": \"automl.smac\"", $"\"type\": \"automl.smac\", \"plugin\": \"{Plugin}\"", StringComparison.Ordinal));
        (int code, string errors) = await Errors("run", "study.json");
        Assert.Equal(2, code);
        Assert.Contains("search.tuner.plugin", errors, StringComparison.Ordinal);
    }

    private void Write(string tuner) => sandbox.Write("study.json", Text(tuner));

    private static string Text(string tuner) => $$"""
        { "name": "brought", "objective": { "metric": "score", "direction": "maximize" }, "space": { "a": { "min": 1, "max": 100 } },
          "search": { "tuner": { "type": "{{tuner}}" }, "trials": 8, "maxConcurrentTrials": 2 }, "trainer": { "command": ["echo", "{a}"] } }
        """;

    private async Task<(int Code, string Errors)> Errors(params string[] arguments)
    {
        ProgramEnd end = await sandbox.Run(arguments);
        return (end.ExitCode, end.Errors);
    }

    private async Task<string> HashAsync(string workers)
    {
        ProgramEnd end = await sandbox.Run("run", "study.json", "--plugin", Plugin, "--workers", workers, "--out", workers, "--json");
        Assert.True(end.ExitCode == 0, end.ToString());
        return JsonNode.Parse(end.Output)!["hash"]!.GetValue<string>();
    }
}
