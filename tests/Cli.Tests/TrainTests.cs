using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class TrainTests(FinishedStudy finished) : IDisposable
{
    private const string Digits = """{ "source": "digits", "samples": 200 }""";

    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task The_winner_of_a_study_is_trained_on_all_but_the_test_part_scored_and_saved_in_its_folder()
    {
        string study = sandbox.Copy(finished.Folder, "small.study");
        ProgramEnd end = await sandbox.Run("train", "small.study", "--json");
        Assert.True(end.ExitCode == 0, end.ToString());
        JsonObject result = JsonNode.Parse(end.Output)!.AsObject();
        Assert.Equal(200, result["train"]!["samples"]!.GetValue<int>());
        Assert.Equal(4, result["train"]!["epochs"]!.GetValue<int>());
        Assert.Equal(Path.Combine("small.study", "model"), result["model"]!.GetValue<string>());
        JsonNode test = result["test"]!;
        Assert.Equal(2000, test["samples"]!.GetValue<int>());
        int[][] confusion = [.. test["confusion"]!.AsArray().Select(row => row!.AsArray().Select(n => n!.GetValue<int>()).ToArray())];
        Assert.All(confusion, row => Assert.Equal(200, row.Sum()));
        Assert.Equal(confusion.Select((row, c) => row[c]).Sum() / 2000.0, test["accuracy"]!.GetValue<double>());
        Assert.Contains("epoch 4/4", end.Errors, StringComparison.Ordinal);
        Assert.Equal(["model.json", "model.safetensors"], Directory.GetFiles(Path.Combine(study, "model")).Select(Path.GetFileName).Order());

        // The same as by the exported winner, in a folder beside it.
        ProgramEnd exported = await sandbox.Run("train", Path.Combine("small.study", "best.json"));
        Assert.True(exported.ExitCode == 0, exported.ToString());
        Assert.Contains("Confusion matrix (a row for each true class, a column for each predicted one)", exported.Output, StringComparison.Ordinal);
        Assert.Empty(exported.Errors);
        Assert.Equal(File.ReadAllBytes(Path.Combine(study, "model", "model.safetensors")), File.ReadAllBytes(Path.Combine(study, "best.model", "model.safetensors")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_is_predicted_of_the_test_part_has_the_accuracy_that_was_reported(int members)
    {
        string mnist = Path.Combine(Checkout.Data, "mnist");
        Config($$"""{ "source": "idx", "path": "{{mnist}}", "samples": 300 }""", """, "network": { "hidden": [16], "normalization": "batch" }""");
        ProgramEnd end = await sandbox.Run("train", "config.json", "--json", "--ensemble", $"{members}");
        Assert.True(end.ExitCode == 0, end.ToString());
        JsonNode result = JsonNode.Parse(end.Output)!;
        Assert.Equal("config.model", result["model"]!.GetValue<string>());
        double reported = result["test"]!["accuracy"]!.GetValue<double>();
        if (members > 1)
        {
            double[] single = [.. result["members"]!.AsArray().Select(m => m!["test"]!["accuracy"]!.GetValue<double>())];
            Assert.Equal(members, single.Distinct().Count());
            Assert.Equal(reported - single.Max(), result["gain"]!["accuracy"]!.GetValue<double>());
        }

        ProgramEnd predicted = await sandbox.Run("predict", "config.model", Path.Combine(mnist, "t10k-images-idx3-ubyte.gz"), "--out", "labels.csv");
        Assert.True(predicted.ExitCode == 0, predicted.ToString());
        Assert.Empty(predicted.Output);
        string[] lines = File.ReadAllLines(sandbox.PathOf("labels.csv"));
        Assert.Equal("label,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9", lines[0]);
        byte[] labels = Labels(Path.Combine(mnist, "t10k-labels-idx1-ubyte.gz"));
        Assert.Equal(reported, lines.Skip(1).Zip(labels).Count(pair => pair.First[0] - '0' == pair.Second) / (double)labels.Length);
        Assert.All(lines.Skip(1), line => Assert.Equal(1, line.Split(',').Skip(1).Sum(p => double.Parse(p, CultureInfo.InvariantCulture)), 1e-5));
        ProgramEnd folder = await sandbox.Run("predict", Path.Combine("config.model", members == 1 ? "model.safetensors" : "model-0.safetensors"), mnist);
        Assert.Equal(10_001, folder.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Rows_of_a_table_are_labelled_with_and_without_their_label_and_no_test_part_is_said()
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % 7},{(i % 7 > 3 ? "high" : "low")},{i % 5}\n")));
        sandbox.Write("data.csv", "a,kind,b\n" + rows);
        sandbox.Write("new.csv", "id,b,a\nx,1,6\ny,1,0\n");
        Config("""{ "source": "csv", "path": "data.csv", "label": "kind", "normalize": "standard" }""", """, "optimizer": { "type": "adam", "learningRate": 0.05 }""", epochs: 20);
        ProgramEnd end = await sandbox.Run("train", "config.json");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("no test part", end.Output, StringComparison.Ordinal);
        ProgramEnd json = await sandbox.Run("train", "config.json", "--json", "--ensemble", "2");
        Assert.Null(JsonNode.Parse(json.Output)!["test"]);
        Assert.Equal(["model-0.safetensors", "model-1.safetensors", "model.json"], Directory.GetFiles(sandbox.PathOf("config.model")).Select(Path.GetFileName).Order());

        File.Delete(sandbox.PathOf("data.csv"));
        string[] unlabelled = (await sandbox.Run("predict", "config.model", "new.csv")).Output.Split('\n');
        Assert.Equal("label,high,low", unlabelled[0].TrimEnd('\r'));
        Assert.StartsWith("high,", unlabelled[1], StringComparison.Ordinal);
        Assert.StartsWith("low,", unlabelled[2], StringComparison.Ordinal);
        sandbox.Write("data.csv", "a,kind,b\n" + rows);
        string[] labelled = (await sandbox.Run("predict", "config.model", "data.csv")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(61, labelled.Length);
    }

    [Fact]
    public async Task Numbers_are_predicted_where_that_was_learnt()
    {
        sandbox.Write("data.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i / 50.0},{i / 25.0}\n"))));
        Config("""{ "source": "csv", "path": "data.csv", "label": "y", "test": 0.2 }""", """, "loss": "mean_squared_error", "network": { "hidden": [] }, "optimizer": { "type": "lbfgs", "learningRate": 1 }""", epochs: 20);
        ProgramEnd end = await sandbox.Run("train", "config.json", "--json", "--ensemble", "2");
        Assert.True(end.ExitCode == 0, end.ToString());
        JsonNode result = JsonNode.Parse(end.Output)!;
        Assert.Equal(40, result["train"]!["samples"]!.GetValue<int>());
        Assert.InRange(result["test"]!["rmse"]!.GetValue<double>(), 0, 0.1);
        Assert.InRange(result["test"]!["r2"]!.GetValue<double>(), 0.9, 1);
        Assert.NotNull(result["gain"]!["rmse"]);
        string[] lines = (await sandbox.Run("predict", "config.model", "data.csv")).Output.Split('\n');
        Assert.Equal("prediction", lines[0].TrimEnd('\r'));
        Assert.Equal(1, double.Parse(lines[26], CultureInfo.InvariantCulture), 0.2);
    }

    [Fact]
    public async Task An_interrupted_training_ends_with_130_and_leaves_nothing()
    {
        Config(Digits, "", epochs: 100_000);
        using HyperSearchProgram program = sandbox.Start("train", "config.json");
        await Patience.Until(() => program.HasEnded || program.Printed.Contains("epoch 2/", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "an epoch");
        program.Process.Interrupt();
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 130, end.ToString());
        Assert.Contains("nothing is saved", end.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(sandbox.PathOf("config.model")));
    }

    [Fact]
    public async Task A_training_that_diverges_is_a_failure_and_saves_nothing()
    {
        Config(Digits, """, "network": { "hidden": [50, 50, 50, 50] }, "optimizer": { "learningRate": 1e6 }""");
        ProgramEnd end = await sandbox.Run("train", "config.json");
        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains("diverged in epoch", end.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(sandbox.PathOf("config.model")));
    }

    [Theory]
    [InlineData("nowhere.json", "there is no such file")]
    [InlineData("plain", "is not a study folder")]
    [InlineData("fault.json", "fault.json:2: trainer.epochs: \"many\" is a text; a whole number is needed")]
    [InlineData("seed.json", "seed.json:1: seed: -1 is out of range")]
    [InlineData("empty.json", "\"trainer\" is missing")]
    [InlineData("list.json", "\"trainer\" is missing")]
    [InlineData("program.json", "only the built-in trainer's networks are")]
    [InlineData("config.json", "is a file; a folder for the model is needed", "--out", "plain/file")]
    [InlineData("config.json", "A model cannot be saved in", "--out", "plain/file/deep")]
    [InlineData("moved.json", "moved.json:1: trainer.data.path: ")]
    public async Task What_cannot_be_trained_is_refused_before_anything_is_written(string source, string expected, params string[] options)
    {
        Config(Digits, "");
        Directory.CreateDirectory(sandbox.PathOf("plain"));
        sandbox.Write("plain/file", "");
        sandbox.Write("fault.json", "{ \"trainer\":\n { \"data\": { \"source\": \"digits\" }, \"epochs\": \"many\" } }");
        sandbox.Write("seed.json", """{ "seed": -1, "trainer": { "data": { "source": "digits" } } }""");
        sandbox.Write("empty.json", "{}");
        sandbox.Write("list.json", "[]");
        sandbox.Write("program.json", """{ "trainer": { "command": ["true"] } }""");
        sandbox.Write("moved.json", """{ "trainer": { "data": { "source": "idx", "path": "gone" } } }""");
        string[] before = Everything();
        await AssertRefusedAsync(expected, ["train", source, .. options]);
        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task A_study_without_enough_trials_is_refused()
    {
        await AssertRefusedAsync("500 models are asked for; the study has 24 different parameter sets that completed", "train", finished.Folder, "--ensemble", "500");
        sandbox.Write("study.json", SmallStudies.EndlessText());
        await sandbox.Run("run", "study.json", "--stop-after", "0.01s");
        ProgramEnd end = await sandbox.Run("train", "small.study", "--ensemble", "900");
        Assert.True(end.ExitCode == 2, end.ToString());
    }

    [Fact]
    public async Task Data_that_moved_are_found_where_the_last_run_found_them()
    {
        Directory.CreateDirectory(sandbox.PathOf("set"));
        foreach (string name in (string[])["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"])
        {
            File.Copy(Path.Combine(Checkout.Data, "mnist", name), sandbox.PathOf("set", name));
        }

        sandbox.Write("study.json", SmallStudies.Text("""{ "type": "random" }""", SmallStudies.RateSpace, trials: 2, confirm: null)
            .Replace("""{ "source": "digits", "samples": 200 }""", """{ "source": "idx", "path": "set", "samples": 100 }""", StringComparison.Ordinal));
        Assert.Equal(0, (await sandbox.Run("run", "study.json")).ExitCode);
        Directory.CreateDirectory(sandbox.PathOf("data"));
        Directory.Move(sandbox.PathOf("set"), sandbox.PathOf("data", "set"));
        await AssertRefusedAsync("set does not exist", "train", "small.study");
        sandbox.Environment["HYPERSEARCH_DATA"] = sandbox.PathOf("data");
        Assert.Equal(0, (await sandbox.Run("run", "study.json")).ExitCode);
        ProgramEnd end = await sandbox.Run("train", "small.study");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("no test part", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_models_and_data_that_do_not_fit_are_refused_with_the_place()
    {
        Config(Digits, "");
        Assert.Equal(0, (await sandbox.Run("train", "config.json")).ExitCode);
        string model = sandbox.PathOf("config.model", "model.safetensors"), index = sandbox.PathOf("config.model", "model.json");
        File.WriteAllBytes(sandbox.PathOf("wide"), [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]);
        await AssertRefusedAsync("bytes 8 to 15 say images of 2 x 3 pixels; the model has learnt from 28 x 28", "predict", "config.model", "wide");
        await AssertRefusedAsync("There is no data nowhere", "predict", "config.model", "nowhere");
        await AssertRefusedAsync("The model file nowhere does not exist", "predict", "nowhere", "wide");
        byte[] whole = File.ReadAllBytes(model);
        File.WriteAllBytes(model, whole[..^4]);
        await AssertRefusedAsync($"model.safetensors is cut off: it has {whole.Length - 4} bytes; expected {whole.Length}", "predict", "config.model", "wide");
        File.WriteAllText(model, new string(' ', 64));
        await AssertRefusedAsync("byte 0: the header should have", "predict", "config.model", "wide");
        sandbox.Write("config.model/model.json", """{ "members": [ { "file": "../config.json" } ] }""");
        await AssertRefusedAsync("'members' has to name files of its folder", "predict", "config.model", "wide");
        sandbox.Write("config.model/model.json", """{ "members": 1 }""");
        await AssertRefusedAsync("model.json is damaged", "predict", "config.model", "wide");
        File.Delete(index);
        await AssertRefusedAsync("it has no model.json", "predict", "config.model", "wide");
    }

    private static byte[] Labels(string path)
    {
        using var zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        zip.CopyTo(bytes);
        return bytes.ToArray()[8..];
    }

    private string[] Everything() => [.. Directory.GetFileSystemEntries(sandbox.Root, "*", SearchOption.AllDirectories).Where(e => !e.StartsWith(sandbox.Temp, StringComparison.Ordinal)).Order()];

    private void Config(string data, string more, int epochs = 3) =>
        sandbox.Write("config.json", string.Create(CultureInfo.InvariantCulture, $$"""{ "seed": 7, "trainer": { "data": {{data}}, "epochs": {{epochs}}, "batchSize": 20{{more}} } }"""));

    private async Task AssertRefusedAsync(string expected, params string[] arguments)
    {
        ProgramEnd end = await sandbox.Run(arguments);
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains(expected, end.Errors, StringComparison.Ordinal);
        Assert.Empty(end.Output);
        Assert.False(end.HasStackTrace, end.ToString());
    }
}
