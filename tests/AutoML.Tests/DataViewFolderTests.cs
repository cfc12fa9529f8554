using HyperSearch.TestKit;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HyperSearch.AutoML.Tests;

public sealed class DataViewFolderTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task The_trainer_in_the_box_learns_from_an_IDataView()
    {
        var context = new MLContext(1);
        IDataView rows = context.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new Row { A = i % 20, B = i % 7, Kind = i % 20 < 10 ? "low" : "high" }));
        IDataView data = context.Transforms.Conversion.MapValueToKey("Label", "Kind").Append(context.Transforms.Concatenate("Features", "A", "B")).Fit(rows).Transform(rows);
        Assert.Equal(200, DataViewFolder.Write(data, sandbox.PathOf("data")));
        sandbox.Write("study.json", """
            { "name": "view", "space": { "optimizer.learningRate": { "min": 0.001, "max": 0.1, "scale": "log" } }, "search": { "tuner": { "type": "random" }, "trials": 4 },
              "trainer": { "data": { "source": "npy", "path": "data", "normalize": "standard" }, "network": { "hidden": [8] }, "epochs": 5 } }
            """);
        ProgramEnd end = await sandbox.Run("run", "study.json", "--workers", "1");
        Assert.True(end.ExitCode == 0, end.ToString());
    }

    [Fact]
    public void Columns_that_do_not_fit_are_named()
    {
        IDataView data = new MLContext(1).Data.LoadFromEnumerable([new Row { A = 1, B = 2, Kind = "x" }]);
        Assert.Contains("no column Features; it has A, B, Kind", Assert.Throws<ArgumentException>(() => DataViewFolder.Write(data, sandbox.Root)).Message, StringComparison.Ordinal);
        Assert.Contains("A is Single; a vector", Assert.Throws<ArgumentException>(() => DataViewFolder.Write(data, sandbox.Root, "A", "B")).Message, StringComparison.Ordinal);
    }

    private sealed class Row
    {
        public float A { get; set; }

        public float B { get; set; }

        public string Kind { get; set; } = "";
    }
}
