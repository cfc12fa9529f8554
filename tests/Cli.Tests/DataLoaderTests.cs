using System.Text.Json.Nodes;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>Data that another assembly loads; here this one does.</summary>
public sealed class DataLoaderTests : IDisposable
{
    private const string Missing = "trainer.data.source: `mlnet` needs ML.NET, which this program was built without: `dotnet build -p:AutoML=true` builds the adapter and puts it in place, and --plugin names one that lies elsewhere.\n";
    private const string Loader = """ "source": "mlnet", "path": "points.txt", "validation": "others.txt", "loader": { "type": "text", "features": [1, 2], "separator": ";", "header": true } """;

    private static readonly string Plugin = typeof(PluginLoader).Assembly.Location;

    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task Without_the_plug_in_every_command_that_needs_its_loader_says_so_in_one_sentence_and_leaves_nothing()
    {
        Write(Loader);
        foreach (string[] arguments in (string[][])[["run", "study.json"], ["validate", "study.json"], ["slurm", "study.json", "--workers", "2"]])
        {
            ProgramEnd end = await sandbox.Run(arguments);
            Assert.Equal(2, end.ExitCode);
            Assert.EndsWith(Missing, end.Errors, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(sandbox.PathOf("loaded.study")));
    }

    [Fact]
    public async Task With_the_plug_in_the_study_keeps_the_data_as_arrays_and_needs_it_no_more()
    {
        Write(Loader);
        string[] hashes = [await HashAsync("1"), await HashAsync("2")];
        Assert.Equal(hashes[0], hashes[1]);
        JsonNode data = JsonNode.Parse(File.ReadAllText(sandbox.PathOf("2", "study.json")))!["trainer"]!["data"]!;
        Assert.Equal(("npy", sandbox.PathOf("2", "data"), sandbox.PathOf("2", "data", "validation")), (data["source"]!.GetValue<string>(), data["path"]!.GetValue<string>(), data["validation"]!.GetValue<string>()));
        Assert.Null(data["loader"]);
        File.Delete(sandbox.PathOf("points.txt"));
        Assert.Equal(0, (await sandbox.Run("verify", "2", "--retrain", "2")).ExitCode);

        // Moved with its folder, too.
        Directory.Move(sandbox.PathOf("2"), sandbox.PathOf("moved"));
        foreach (string command in (string[])["resume", "train"])
        {
            ProgramEnd end = await sandbox.Run(command, "moved");
            Assert.True(end.ExitCode == 0, end.ToString());
        }

        Directory.Move(sandbox.PathOf("moved"), sandbox.PathOf("2"));

        // The same arrays, named as what they are, are the same study.
        Write($""" "source": "npy", "path": "{sandbox.PathOf("2", "data")}", "validation": "{sandbox.PathOf("2", "data", "validation")}" """);
        Assert.Equal(hashes[0], await HashAsync("3"));
    }

    [Fact]
    public async Task A_study_goes_on_with_the_data_it_began_with_alone()
    {
        Write(Loader);
        string hash = await HashAsync("1");
        Assert.Equal(hash, await HashAsync("1"));
        byte[] kept = File.ReadAllBytes(sandbox.PathOf("1", "data", "features.npy"));
        File.AppendAllText(sandbox.PathOf("points.txt"), "1;9;9\n");
        ProgramEnd end = await sandbox.Run("run", "study.json", "--plugin", Plugin, "--out", "1");
        Assert.Equal(2, end.ExitCode);
        Assert.EndsWith($"{sandbox.PathOf("points.txt")}, as its loader gives it now, is not what {sandbox.PathOf("1", "data")} holds, which is not overwritten. Choose another folder with --out.\n", end.Errors, StringComparison.Ordinal);
        Assert.Equal(kept, File.ReadAllBytes(sandbox.PathOf("1", "data", "features.npy")));

        // Where they are gone, they are kept anew.
        Write(Loader);
        Directory.Delete(sandbox.PathOf("1", "data"), recursive: true);
        Assert.Equal(hash, await HashAsync("1"));
        Assert.Equal(kept, File.ReadAllBytes(sandbox.PathOf("1", "data", "features.npy")));
    }

    [Fact]
    public async Task Two_runs_that_begin_at_once_leave_one_study_with_its_data()
    {
        Write(Loader);
        ProgramEnd[] ends = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => sandbox.Run("run", "study.json", "--plugin", Plugin, "--out", "1")));
        Assert.Contains(ends, e => e.ExitCode == 0);
        Assert.All(ends, e => Assert.True(e.ExitCode is 0 or 2, e.ToString()));
        Assert.Equal(0, (await sandbox.Run("verify", "1", "--retrain", "1")).ExitCode);
    }

    [Theory]
    [InlineData("0;1;x\n", "points.txt cannot be loaded: The input string 'x' was not in a correct format.\n")]
    [InlineData("0;1;NaN\n", "points.txt, as its loader gives it: ")]
    [InlineData(null, "points.txt does not exist, ")]
    public async Task Data_that_cannot_be_loaded_or_learnt_from_are_wrong_input_and_leave_nothing(string? line, string expected)
    {
        Write(Loader);
        File.AppendAllText(sandbox.PathOf("points.txt"), line);
        if (line is null)
        {
            File.Delete(sandbox.PathOf("points.txt"));
        }

        string[] before = Entries();
        foreach (string command in (string[])["run", "validate"])
        {
            ProgramEnd end = await sandbox.Run(command, "study.json", "--plugin", Plugin);
            Assert.True(end.ExitCode == 2, end.ToString());
            Assert.Contains(expected, end.Errors, StringComparison.Ordinal);
            Assert.Equal(before, Entries());
        }
    }

    [Fact]
    public async Task Validate_loads_the_data_and_keeps_nothing()
    {
        Write(Loader);
        string[] before = Entries();
        ProgramEnd end = await sandbox.Run("validate", "study.json", "--plugin", Plugin);
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Equal(before, Entries());
    }

    private string[] Entries() => [.. Directory.GetFileSystemEntries(sandbox.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>A study, and points of two classes, each side of a line.</summary>
    private void Write(string data)
    {
        foreach (string file in (string[])["points.txt", "others.txt"])
        {
            int shift = file.Length % 7;
            sandbox.Write(file, "class;a;b\n" + string.Concat(Enumerable.Range(shift, 60).Select(i => $"{i % 2};{(i * 7 % 20) + (20 * (i % 2))};{i * 3 % 11}\n")));
        }

        sandbox.Write("study.json", $$"""
            { "name": "loaded", "space": { "optimizer.learningRate": { "min": 0.001, "max": 0.1, "scale": "log" } }, "search": { "tuner": { "type": "random" }, "trials": 4, "maxConcurrentTrials": 2 },
              "trainer": { "data": { {{data}}, "normalize": "standard" }, "network": { "hidden": [4] }, "batchSize": 10, "epochs": 3 } }
            """);
    }

    private async Task<string> HashAsync(string folder)
    {
        ProgramEnd end = await sandbox.Run("run", "study.json", "--plugin", Plugin, "--workers", folder, "--out", folder, "--json");
        Assert.True(end.ExitCode == 0, end.ToString());
        return JsonNode.Parse(end.Output)!["hash"]!.GetValue<string>();
    }
}
