using System.Text.Json.Nodes;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class ImportanceTests(FinishedStudy finished) : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task The_json_of_a_finished_study_has_the_documented_shape_and_is_the_same_again()
    {
        ProgramEnd end = await sandbox.Run("importance", finished.Folder, "--json");
        Assert.True(end.ExitCode == 0, end.ToString());
        JsonNode importance = JsonNode.Parse(end.Output)!;
        Assert.Equal(["trials", "explained", "parameters", "pairs", "remark"], importance.AsObject().Select(m => m.Key));
        Assert.Equal(24, importance["trials"]!.GetValue<int>());
        Assert.Equal(
            ["batchSize", "network.hidden", "optimizer.learningRate", "optimizer.momentum", "optimizer.type"], importance["parameters"]!.AsArray().Select(p => p!["parameter"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(10, importance["pairs"]!.AsArray().Count);
        double whole = importance["parameters"]!.AsArray().Concat(importance["pairs"]!.AsArray()).Sum(p => p!["variance"]!["mean"]!.GetValue<double>());
        Assert.InRange(whole, 0.3, 1.0001);
        Assert.Equal(1, importance["parameters"]!.AsArray().Sum(p => p!["top"]!["mean"]!.GetValue<double>()), 9);
        Assert.Equal(end.Output, (await sandbox.Run("importance", finished.Folder, "--json")).Output);
    }

    [Fact]
    public async Task The_text_is_a_table_of_the_parameters()
    {
        ProgramEnd end = await sandbox.Run("importance", finished.Folder);
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("24 trials", end.Output, StringComparison.Ordinal);
        Assert.Matches(@"\| optimizer\.learningRate +\| \d\.\d{3} \+- \d\.\d{3} +\| \d\.\d{3} \+- \d\.\d{3}", end.Output);
        Assert.Contains("\n+- is the standard deviation of a share.\n", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_trials_are_said_in_a_sentence()
    {
        sandbox.Write("study.json", SmallStudies.Text(trials: 3, confirm: null));
        Assert.Equal(0, (await sandbox.Run("run", "study.json")).ExitCode);
        ProgramEnd end = await sandbox.Run("importance", sandbox.PathOf("small.study"));
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("too few trials", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_study_is_read_and_goes_on()
    {
        sandbox.Write("study.json", SmallStudies.EndlessText());
        string folder = sandbox.PathOf("small.study");
        using HyperSearchProgram program = sandbox.Start("run", "study.json");
        await Patience.Until(() => StudyChecks.Ended(folder) >= 25, TimeSpan.FromSeconds(60), "25 trials");
        ProgramEnd end = await sandbox.Run("importance", folder, "--json");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.False(program.HasEnded);
        Assert.Equal(5, JsonNode.Parse(end.Output)!["parameters"]!.AsArray().Count);
        program.Process.Kill();
        await program.EndAsync();
    }

    [Fact]
    public async Task A_folder_that_is_no_study_is_wrong_input()
    {
        ProgramEnd end = await sandbox.Run("importance", sandbox.PathOf("nowhere"));
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.False(end.HasStackTrace, end.ToString());
    }
}
