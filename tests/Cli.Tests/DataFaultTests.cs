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
    public async Task Missing_data_are_wrong_input_that_is_named(string command)
    {
        sandbox.Environment["HYPERSEARCH_DATA"] = sandbox.PathOf("nowhere");
        await AssertRefusedAsync(command, sandbox.PathOf("set"));
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
