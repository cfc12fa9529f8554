using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using HyperSearch.Workers.BuiltIn;

namespace HyperSearch.Cli.Tests;

public sealed class ExportTests(FinishedStudy finished) : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task Best_prints_the_winner_and_as_json_what_best_json_holds()
    {
        ProgramEnd text = await sandbox.Run("best", finished.Folder);
        Assert.True(text.ExitCode == 0, text.ToString());
        Assert.Contains("optimizer.learningRate=", text.Output, StringComparison.Ordinal);
        ProgramEnd json = await sandbox.Run("best", finished.Folder, "--json");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(Path.Combine(finished.Folder, "best.json"))), JsonNode.Parse(json.Output)));
    }

    [Fact]
    public async Task Json_holds_the_best_trials_in_order_each_with_a_complete_trainer_section()
    {
        ProgramEnd end = await sandbox.Run("export", finished.Folder, "--top", "3", "--format", "json", "--out", "top.json");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Empty(end.Output);
        JsonArray top = JsonNode.Parse(File.ReadAllText(sandbox.PathOf("top.json")))!.AsArray();
        Assert.Equal(3, top.Count);
        double[] values = [.. top.Select(t => t!["value"]!.GetValue<double>())];
        Assert.Equal(values.OrderDescending(), values);
        foreach (JsonNode? trial in top)
        {
            Assert.Equal(trial!["parameters"]!["optimizer.learningRate"]!.ToJsonString(), trial["trainer"]!["optimizer"]!["learningRate"]!.ToJsonString());
            Assert.Equal(trial["parameters"]!["network.hidden"]!.ToJsonString(), trial["trainer"]!["network"]!["hidden"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task Csv_reads_back_as_the_trials()
    {
        ProgramEnd end = await sandbox.Run("export", finished.Folder, "--format", "csv");
        Assert.True(end.ExitCode == 0, end.ToString());
        List<string[]> rows = Csv(end.Output);
        Assert.Equal(
            ["trial", "round", "outcome", "value", "epochs", "optimizer.learningRate", "network.hidden", "batchSize", "optimizer.type", "optimizer.momentum"], rows[0]);
        StudyState state = new StudyFolder(finished.Folder).Read(BuiltInTrainer.Port).State;
        Assert.Equal(state.Trials.Count, rows.Count - 1);
        foreach ((Trial trial, string[] row) in state.Trials.Zip(rows.Skip(1)))
        {
            JsonObject parameters = trial.Parameters.ToJson();
            Assert.Equal(trial.Number.ToString(CultureInfo.InvariantCulture), row[0]);
            Assert.Equal("completed", row[2]);
            Assert.Equal(trial.Work.Value, double.Parse(row[3], CultureInfo.InvariantCulture));
            Assert.Equal(parameters["optimizer.learningRate"]!.GetValue<double>(), double.Parse(row[5], CultureInfo.InvariantCulture));
            Assert.True(JsonNode.DeepEquals(parameters["network.hidden"], JsonNode.Parse(row[6])));
            Assert.Equal(parameters["optimizer.type"]!.GetValue<string>(), row[8]);
            Assert.Equal(parameters["optimizer.momentum"]?.ToJsonString() ?? "", row[9]);
        }
    }

    [Theory]
    [InlineData("--top", "0")]
    [InlineData("--format", "xml")]
    public async Task Options_that_are_wrong_are_refused(string option, string value)
    {
        ProgramEnd end = await sandbox.Run("export", finished.Folder, option, value);
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains(value, end.Errors, StringComparison.Ordinal);
    }

    /// <summary>RFC 4180, with CRLF as standard output has it: a line feed here.</summary>
    private static List<string[]> Csv(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        string cell = "";
        bool isQuoted = false;
        foreach (char c in text.Replace("\r", "", StringComparison.Ordinal))
        {
            switch (c)
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    row.Add(cell);
                    cell = "";
                    break;
                case '\n' when !isQuoted:
                    rows.Add([.. row, cell]);
                    row.Clear();
                    cell = "";
                    break;
                default:
                    cell += c;
                    break;
            }
        }

        return rows;
    }
}
