using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using HyperSearch.Workers;

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
            ["trial", "round", "outcome", "value", "epochs", "diagnosis", "evidence", "optimizer.learningRate", "network.hidden", "batchSize", "optimizer.type", "optimizer.momentum"], rows[0]);
        StudyState state = new StudyFolder(finished.Folder).Read(Trainers.Port).State;
        Assert.Equal(state.Trials.Count, rows.Count - 1);
        foreach ((Trial trial, string[] row) in state.Trials.Zip(rows.Skip(1)))
        {
            JsonObject parameters = trial.Parameters.ToJson();
            Assert.Equal(trial.Number.ToString(CultureInfo.InvariantCulture), row[0]);
            Assert.Equal("completed", row[2]);
            Assert.Equal((trial.Work.Diagnosis!.Verdict, trial.Work.Diagnosis.Evidence), (row[5], row[6]));
            Assert.Equal(trial.Work.Value, double.Parse(row[3], CultureInfo.InvariantCulture));
            Assert.Equal(parameters["optimizer.learningRate"]!.GetValue<double>(), double.Parse(row[7], CultureInfo.InvariantCulture));
            Assert.True(JsonNode.DeepEquals(parameters["network.hidden"], JsonNode.Parse(row[8])));
            Assert.Equal(parameters["optimizer.type"]!.GetValue<string>(), row[10]);
            Assert.Equal(parameters["optimizer.momentum"]?.ToJsonString() ?? "", row[11]);
        }
    }

    [Fact]
    public async Task Epochs_and_layers_read_back_as_the_journal_has_them()
    {
        ProgramEnd epochs = await sandbox.Run("export", finished.Folder, "--format", "epochs"), layers = await sandbox.Run("export", finished.Folder, "--format", "layers");
        EpochReported[] journal = [.. Sandbox.Journal(finished.Folder).OfType<EpochReported>()];
        List<string[]> rows = Csv(epochs.Output);
        Assert.Equal(["trial", "repeat", "epoch", "validation.accuracy", "validation.loss", "train.accuracy", "train.loss"], rows[0]);
        Assert.Equal(
            journal.Select(e => (e.Trial, e.Repeat, e.Epoch, e.Metrics["train.loss"])),
            rows.Skip(1).Select(r => (Whole(r[0]), Whole(r[1]), Whole(r[2]), double.Parse(r[6], CultureInfo.InvariantCulture))));
        rows = Csv(layers.Output);
        Assert.Equal(["trial", "repeat", "epoch", "layer", "activationMean", "activationStd", "deadShare", "saturatedShare", "gradientNorm", "updateRatio"], rows[0]);
        Assert.Equal(
            journal.SelectMany(e => e.Layers!["gradientNorm"].Select((norm, layer) => (e.Trial, e.Repeat, e.Epoch, layer + 1, norm))),
            rows.Skip(1).Select(r => (Whole(r[0]), Whole(r[1]), Whole(r[2]), Whole(r[3]), double.Parse(r[8], CultureInfo.InvariantCulture))));

        static int Whole(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Values_of_a_parameter_are_compared_by_their_best_trials()
    {
        ProgramEnd end = await sandbox.Run("best", finished.Folder, "--by", "optimizer.type");
        Assert.True(end.ExitCode == 0, end.ToString());
        string[][] rows = [.. end.Output.Trim().Split('\n').Select(line => line.Trim('|', ' ', '\r').Split('|', StringSplitOptions.TrimEntries))];
        Assert.Equal(["\"momentum\"", "\"sgd\""], rows[2..].Select(r => r[0]).Order());
        Assert.Equal(24, rows[2..].Sum(r => int.Parse(r[1], CultureInfo.InvariantCulture)));
        StudyState state = new StudyFolder(finished.Folder).Read(Trainers.Port).State;
        Assert.Contains(rows[2..], r => r[5].StartsWith($"{state.Best!.Number}: ", StringComparison.Ordinal));

        ProgramEnd pairs = await sandbox.Run("best", finished.Folder, "--by", "optimizer.type", "--by", "network.hidden");
        Assert.True(pairs.ExitCode == 0, pairs.ToString());
        string[][] cells = [.. pairs.Output.Trim().Split('\n').Select(line => line.Trim('|', ' ', '\r').Split('|', StringSplitOptions.TrimEntries))];
        Assert.Equal(["[16,16]", "[32]", "[8]"], cells[0][1..].Order(StringComparer.Ordinal));
        Assert.Contains(state.Best!.Work.Value!.Value.ToString("G4", CultureInfo.InvariantCulture), cells[2..].SelectMany(row => row));

        ProgramEnd wrong = await sandbox.Run("best", finished.Folder, "--by", "batch");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("batchSize", wrong.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_cannot_be_a_file_is_refused_and_links_stay_links()
    {
        Directory.CreateDirectory(sandbox.PathOf("folder"));
        foreach (string wrong in (string[])["folder", "missing/file.csv"])
        {
            ProgramEnd refused = await sandbox.Run("export", finished.Folder, "--out", wrong);
            Assert.True(refused.ExitCode == 2, refused.ToString());
            Assert.Contains(wrong, refused.Errors, StringComparison.Ordinal);
        }

        sandbox.Write("target.json", "");
        File.CreateSymbolicLink(sandbox.PathOf("link.json"), sandbox.PathOf("target.json"));
        Assert.Equal(0, (await sandbox.Run("export", finished.Folder, "--out", "link.json")).ExitCode);
        Assert.NotNull(new FileInfo(sandbox.PathOf("link.json")).LinkTarget);
        Assert.StartsWith("[", File.ReadAllText(sandbox.PathOf("target.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "--top", "0")]
    [InlineData("xml", "--format", "xml")]
    [InlineData("--top needs --format json; csv writes all trials.", "--top", "3", "--format", "csv")]
    public async Task Options_that_are_wrong_are_refused(string said, params string[] options)
    {
        ProgramEnd end = await sandbox.Run(["export", finished.Folder, .. options]);
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains(said, end.Errors, StringComparison.Ordinal);
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
