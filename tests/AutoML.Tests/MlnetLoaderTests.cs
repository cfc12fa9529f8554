using HyperSearch.TestKit;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using Microsoft.ML;

namespace HyperSearch.AutoML.Tests;

/// <summary>Files in the forms of ML.NET's loaders, as data of the trainer in the box.</summary>
public sealed class MlnetLoaderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_text_file_and_the_binary_form_of_what_it_holds_give_the_same_samples()
    {
        File.WriteAllText(folder["points.csv"], "class,a,b\n1,0.5,2\n0,-1e-3,4\n");
        var text = new TextLoaderOptions { Features = [1, 2], Separator = ",", Header = true };
        new MlnetLoader().Write(text, folder["points.csv"], folder["text"]);
        Dataset read = Dataset.Load(new DataOptions { Source = DataSourceKind.Npy, Path = folder["text"] });
        Assert.Equal([0.5f, 2, -1e-3f, 4], read.Features.ToArray());
        Assert.Equal([1, 0], read.Labels.ToArray());

        var context = new MLContext(1);
        IDataView rows = context.Data.LoadFromEnumerable([new Row { Label = true, Features = [0.5f, 2] }, new Row { Label = false, Features = [-1e-3f, 4] }]);
        using (FileStream file = File.Create(folder["points.idv"]))
        {
            context.Data.SaveAsBinary(rows, file);
        }

        new MlnetLoader().Write(new BinaryLoaderOptions(), folder["points.idv"], folder["binary"]);
        Assert.All((string[])["features.npy", "labels.npy"], name => Assert.Equal(File.ReadAllBytes(folder[$"text/{name}"]), File.ReadAllBytes(folder[$"binary/{name}"])));
    }

    [Fact]
    public void An_empty_cell_is_not_taken_for_a_zero()
    {
        File.WriteAllText(folder["holes.csv"], "1,0.5,2\n0,,4\n");
        new MlnetLoader().Write(new TextLoaderOptions { Features = [1, 2], Separator = "," }, folder["holes.csv"], folder["holes"]);
        Assert.Contains("of sample 1, is NaN", Assert.Throws<DataException>(() => Dataset.Load(new DataOptions { Source = DataSourceKind.Npy, Path = folder["holes"] })).Message, StringComparison.Ordinal);
    }

    private sealed class Row
    {
        public bool Label { get; set; }

        [Microsoft.ML.Data.VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
