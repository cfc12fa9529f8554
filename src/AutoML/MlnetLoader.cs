using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using Microsoft.ML;
using Microsoft.ML.Data;

[assembly: DataLoader(typeof(HyperSearch.AutoML.MlnetLoader))]

namespace HyperSearch.AutoML;

/// <summary>Reads the data of <c>"source": "mlnet"</c> with the loader that a study names, once, when it starts.</summary>
public sealed class MlnetLoader : IDataLoader
{
    /// <inheritdoc />
    public void Write(LoaderOptions loader, string path, string folder)
    {
        DataOperationsCatalog data = new MLContext(seed: 1).Data;
        _ = loader switch
        {
            TextLoaderOptions text => DataViewFolder.Write(data.LoadFromTextFile(path, new TextLoader.Options
            {
                Columns = [new("Label", DataKind.Single, text.Label), new("Features", DataKind.Single, text.Features[0], text.Features[1])],
                Separators = [text.Separator[0]],
                HasHeader = text.Header,
                MissingRealsAsNaNs = true, // an empty cell would be 0; so it is refused
            }), folder),
            BinaryLoaderOptions binary => DataViewFolder.Write(data.LoadFromBinary(path), folder, binary.Features, binary.Label),
            _ => throw new NotSupportedException($"ML.NET has no loader for {loader.GetType().Name}."),
        };
    }
}
