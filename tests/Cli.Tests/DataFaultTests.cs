using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class DataFaultTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public DataFaultTests() => sandbox.Write("study.json", """
        {
          "name": "small",
          "space": { "optimizer.learningRate": { "min": 1e-3, "max": 1e-1, "scale": "log" } },
          "search": { "trials": 4 },
          "trainer": { "data": { "source": "idx", "path": "set", "samples": 100 }, "network": { "hidden": [8] }, "epochs": 2 }
        }
        """);

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("validate")]
    public async Task Missing_data_are_wrong_input_with_its_place_and_the_places_looked_in(string command)
    {
        const string Wanted = "A folder with train-images-idx3-ubyte and train-labels-idx1-ubyte is needed, each plain or with .gz; `hypersearch data mnist` fetches MNIST's.\n";
        sandbox.Environment["HYPERSEARCH_DATA"] = sandbox.PathOf("nowhere");
        await AssertRefusedAsync(command, $"study.json:5: trainer.data.path: {sandbox.PathOf("set")} does not exist, nor does {sandbox.PathOf("nowhere", "set")}, under $HYPERSEARCH_DATA. {Wanted}");
        sandbox.Environment["HYPERSEARCH_DATA"] = "";
        await AssertRefusedAsync(command, $"study.json:5: trainer.data.path: {sandbox.PathOf("set")} does not exist, and $HYPERSEARCH_DATA, the folder that is looked in next, is not set. {Wanted}");
    }

    [Fact]
    public async Task Each_part_of_the_data_that_is_missing_is_wrong_input_at_its_place()
    {
        sandbox.Write("set.csv", "a,kind\n1,x\n2,y\n3,x\n4,y\n");
        sandbox.Environment["HYPERSEARCH_DATA"] = "";
        Source("""{ "source": "csv", "path": "set.csv", "label": "kind", "missing": "refuse" }""");
        string study = File.ReadAllText(sandbox.PathOf("study.json"));
        foreach (string part in (string[])["validation", "test"])
        {
            sandbox.Write("study.json", study.Replace("\"missing\": \"refuse\"", $"\n\"{part}\": \"gone.csv\"", StringComparison.Ordinal));
            await AssertRefusedAsync("validate", $"study.json:6: trainer.data.{part}: {sandbox.PathOf("gone.csv")} does not exist, and");
        }
    }

    [Fact]
    public async Task A_metric_that_the_data_do_not_have_is_wrong_input_at_its_place()
    {
        sandbox.Write("set.csv", "a,size\n1,1\n2,2\n3,3\n4,4\n");
        Source("""{ "source": "csv", "path": "set.csv", "label": "size" }, "loss": "mean_squared_error" """);
        await AssertRefusedAsync("validate", "study.json:1: objective.metric: validation.accuracy is not measured in regression; there are validation.rmse, validation.r2, validation.loss, train.loss.");
    }

    [Fact]
    public async Task A_study_whose_data_have_gone_shows_the_place_in_the_frozen_study()
    {
        CopyMnist();
        Assert.Equal(3, (await sandbox.Run("run", "study.json", "--stop-after", "0.01s")).ExitCode);
        Directory.Delete(sandbox.PathOf("set"), recursive: true);
        sandbox.Environment["HYPERSEARCH_DATA"] = sandbox.PathOf("nowhere");
        ProgramEnd end = await sandbox.Run("resume", "small.study");
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Matches($@"^study\.json:\d+: trainer\.data\.path: {sandbox.PathOf("set")} does not exist, nor does {sandbox.PathOf("nowhere", "set")}, under", end.Errors);
    }

    [Fact]
    public async Task A_file_where_the_folder_of_the_data_belongs_is_wrong_input()
    {
        sandbox.Write("set", "");
        await AssertRefusedAsync("run", "it is a file");
    }

    [Fact]
    public async Task A_folder_where_a_data_file_belongs_is_wrong_input()
    {
        Directory.CreateDirectory(sandbox.PathOf("set", "train-images-idx3-ubyte"));
        File.Copy(Path.Combine(Checkout.Data, "mnist", "train-labels-idx1-ubyte.gz"), sandbox.PathOf("set", "train-labels-idx1-ubyte.gz"));
        await AssertRefusedAsync("run", "train-images-idx3-ubyte");
    }

    [Fact]
    public async Task A_truncated_data_file_is_wrong_input()
    {
        CopyMnist();
        using (FileStream images = File.OpenWrite(sandbox.PathOf("set", "train-images-idx3-ubyte.gz")))
        {
            images.SetLength(5000);
        }

        await AssertRefusedAsync("run", "train-images-idx3-ubyte.gz");
    }

    [Fact]
    public async Task Data_that_change_between_two_runs_are_refused()
    {
        CopyMnist();
        ProgramEnd first = await sandbox.Run("run", "study.json");
        Assert.True(first.ExitCode == 0, first.ToString());
        File.WriteAllText(sandbox.PathOf("study.json"), File.ReadAllText(sandbox.PathOf("study.json")).Replace("\"trials\": 4", "\"trials\": 6", StringComparison.Ordinal));
        File.Copy(Path.Combine(Checkout.Data, "mnist", "t10k-images-idx3-ubyte.gz"), sandbox.PathOf("set", "train-images-idx3-ubyte.gz"), overwrite: true);
        File.Copy(Path.Combine(Checkout.Data, "mnist", "t10k-labels-idx1-ubyte.gz"), sandbox.PathOf("set", "train-labels-idx1-ubyte.gz"), overwrite: true);
        await AssertRefusedAsync("run", "fingerprint");
        ProgramEnd resumed = await sandbox.Run("resume", "small.study");
        Assert.True(resumed.ExitCode == 2, resumed.ToString());
    }

    [Fact]
    public async Task Data_that_moved_are_found_where_they_are_now()
    {
        CopyMnist();
        Assert.Equal(3, (await sandbox.Run("run", "study.json", "--stop-after", "0.01s")).ExitCode);
        Directory.CreateDirectory(sandbox.PathOf("data"));
        Directory.Move(sandbox.PathOf("set"), sandbox.PathOf("data", "set"));
        sandbox.Environment["HYPERSEARCH_DATA"] = sandbox.PathOf("data");
        ProgramEnd moved = await sandbox.Run("run", "study.json");
        Assert.True(moved.ExitCode == 0, moved.ToString());
    }

    [Theory]
    [InlineData("a,kind\n1,x\n2\n3,y\n", "set.csv: line 3 has 1 fields; the header has 2")]
    [InlineData("a,kind\n1,x\nNaN,y\n", "set.csv: line 3: the value of 'a' is missing (NaN)")]
    [InlineData("a,kind\n1,x\ninf,y\n", "set.csv: line 3: the value of 'a' is 'inf'; expected a number")]
    [InlineData("a,kind\n1,x\n2,\n", "set.csv: line 3: the label 'kind' is missing")]
    [InlineData("a,b\n1,x\n2,y\n", "set.csv: line 1: there is no column 'kind'")]
    [InlineData("a,kind\n1,x\n2,x\n3,x\n4,y\n", "set.csv holds 4 samples; 5 are asked for", "\"samples\": 5")]
    [InlineData("a,kind\n1,x\n2,x\n3,x\n4,y\n", "The class 'y' has 1 of 4 samples, none of them in the training part", "\"validation\": 0.7")]
    public async Task Faults_of_a_csv_file_are_named_with_their_line(string text, string expected, string more = "\"missing\": \"refuse\"")
    {
        sandbox.Write("set.csv", text);
        Source($$"""{ "source": "csv", "path": "set.csv", "label": "kind", {{more}} }""");
        await AssertRefusedAsync("validate", expected);
    }

    [Theory]
    [InlineData("train-labels-idx1-ubyte", 8, 10, "train-labels-idx1-ubyte: the label of sample 0, at byte 8, is 10; expected 0 to 9")]
    [InlineData("train-labels-idx1-ubyte", 3, 3, "train-labels-idx1-ubyte: byte 0 begins with 0x00000803; expected 0x00000801")]
    [InlineData("train-images-idx3-ubyte", 3, 1, "train-images-idx3-ubyte: byte 0 begins with 0x00000801; expected 0x00000803")]
    [InlineData("train-images-idx3-ubyte", 7, 21, "train-images-idx3-ubyte: byte 4 says 21 images; expected 20, the number of labels")]
    [InlineData("train-images-idx3-ubyte", 3, 3, "holds 20 labels; 100 samples are asked for")]
    public async Task Faults_of_idx_files_are_named_with_their_byte(string file, int at, byte value, string expected)
    {
        Directory.CreateDirectory(sandbox.PathOf("set"));
        File.WriteAllBytes(sandbox.PathOf("set", "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 20, .. Enumerable.Range(0, 20).Select(i => (byte)(i % 10))]);
        File.WriteAllBytes(sandbox.PathOf("set", "train-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, 20, 0, 0, 0, 2, 0, 0, 0, 2, .. new byte[80]]);
        byte[] bytes = File.ReadAllBytes(sandbox.PathOf("set", file));
        bytes[at] = value;
        File.WriteAllBytes(sandbox.PathOf("set", file), bytes);
        if (!expected.Contains("100 samples", StringComparison.Ordinal))
        {
            Source("""{ "source": "idx", "path": "set" }""");
        }

        await AssertRefusedAsync("validate", expected);
    }

    private void Source(string data)
    {
        string text = File.ReadAllText(sandbox.PathOf("study.json"));
        sandbox.Write("study.json", text.Replace("""{ "source": "idx", "path": "set", "samples": 100 }""", data, StringComparison.Ordinal));
    }

    private async Task AssertRefusedAsync(string command, string place)
    {
        ProgramEnd end = await sandbox.Run(command, "study.json");
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.False(end.HasStackTrace, end.ToString());
        Assert.Contains(place, end.Errors, StringComparison.Ordinal);
    }

    private void CopyMnist()
    {
        Directory.CreateDirectory(sandbox.PathOf("set"));
        foreach (string name in (string[])["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"])
        {
            File.Copy(Path.Combine(Checkout.Data, "mnist", name), sandbox.PathOf("set", name));
        }
    }
}
