using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using HyperSearch.TestKit;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Tests.Data;

/// <summary>Whatever the bytes of a data file are, the end is data or a <see cref="DataException"/>.</summary>
public sealed class DataFuzzTests : IDisposable
{
    private static readonly string[] NpyWords = ["'descr': '<f4'", "'fortran_order': True", "'shape': (2, 2)", "1073741824, ", "\u0093NUMPY"];
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Idx_images_and_labels()
    {
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 5, 0, 0, 0, 2, 0, 0, 0, 3, .. Enumerable.Range(0, 30).Select(i => (byte)(i * 8))];
        byte[] labels = [0, 0, 8, 1, 0, 0, 0, 5, 0, 1, 2, 3, 4];
        (string Name, byte[] Right)[] files = [("train-images-idx3-ubyte", images), ("train-labels-idx1-ubyte", labels)];
        new Fuzzer([images, labels, Zip(images), Zip(labels)]).Run(bytes =>
        {
            Load(new TrainerOptions { Data = new DataOptions { Source = DataSourceKind.Idx, Path = WriteOne(bytes, files) } });
        });
    }

    [Fact]
    public void Npy_features_and_labels()
    {
        byte[] features = Npy(1, "<f4", "(3, 2)", [.. Enumerable.Range(0, 6).SelectMany(i => BitConverter.GetBytes((float)i))]), labels = Npy(1, "|u1", "(3,)", [0, 1, 2]);
        (string Name, byte[] Right)[] files = [("features.npy", features), ("labels.npy", labels)];
        new Fuzzer([features, labels, Npy(2, "<i8", "(3,)", new byte[24]), Npy(3, "<u2", "(3, 1, 2, 1)", new byte[12])], NpyWords).Run(bytes =>
        {
            Load(new TrainerOptions { Data = new DataOptions { Source = DataSourceKind.Npy, Path = WriteOne(bytes, files) } });
        });
    }

    [Fact]
    public void Csv_tables()
    {
        byte[] classes = Encoding.UTF8.GetBytes("a,b,kind\n1,2,x\n\"3\",4,\"y, z\"\n5,6,x\n"), numbers = Encoding.UTF8.GetBytes("kind,a\r\n1.5,2\r\n-1e3,NA\r\n");
        new Fuzzer([classes, numbers], ",", "\"", "\n", "\r\n", "\0", "NaN", "?", "kind", "1e39", "\ufeff").Run(bytes =>
        {
            File.WriteAllBytes(folder["data.csv"], bytes);
            var data = new DataOptions { Source = DataSourceKind.Csv, Path = folder["data.csv"], Label = "kind", Missing = bytes.Length % 3 == 0 ? MissingValues.Mean : MissingValues.Refuse };
            Load(new TrainerOptions { Data = data, Loss = bytes.Length % 2 == 0 ? LossKind.MeanSquaredError : LossKind.SoftmaxCrossEntropy });
        });
    }

    /// <summary>Puts bytes in the place of one of two files. The other one is right, so that this one is looked at.</summary>
    /// <returns>Their folder: one for each of the two, so that a single file is written.</returns>
    private string WriteOne(byte[] bytes, (string Name, byte[] Right)[] files)
    {
        int one = bytes.Length % 2;
        string pair = folder[files[one].Name + "-mutated"], other = Path.Combine(pair, files[1 - one].Name);
        if (!File.Exists(other))
        {
            Directory.CreateDirectory(pair);
            File.WriteAllBytes(other, files[1 - one].Right);
        }

        File.WriteAllBytes(Path.Combine(pair, files[one].Name), bytes);
        return pair;
    }

    private static void Load(TrainerOptions options)
    {
        try
        {
            Assert.True(Dataset.Load(options).Count > 0);
        }
        catch (DataException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    private static byte[] Npy(byte version, string type, string shape, byte[] numbers)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n";
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length.AsSpan(0, version == 1 ? 2 : 4), .. Encoding.ASCII.GetBytes(header), .. numbers];
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            zip.Write(bytes);
        }

        return zipped.ToArray();
    }
}
