using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using HyperSearch.TestKit;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Models;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Tests.Models;

public sealed class ModelInputTests : IDisposable
{
    private static readonly ModelConfig Pictures = Config(DataSourceKind.Idx, 6, [2, 3, 1]);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Images_are_read_from_a_plain_and_from_a_compressed_file_and_from_a_folder()
    {
        byte[] file = Images(2, 2, 3);
        float[] due = [.. Enumerable.Range(0, 12).Select(i => i / 255f)];
        Assert.Equal(due, ModelInput.Load(Write("images", file), Pictures));
        Assert.Equal(due, ModelInput.Load(Write("packed", Zipped(file)), Pictures));
        Write("t10k-images-idx3-ubyte.gz", Zipped(file));
        Assert.Equal(due, ModelInput.Load(folder.Root, Pictures));
    }

    [Fact]
    public void Arrays_of_whole_numbers_are_pixels_of_0_to_255_for_a_model_of_pictures_and_as_they_are_for_one_of_arrays()
    {
        string bytes = Write("bytes.npy", Npy("|u1", "(1, 2, 3)", [0, 51, 102, 153, 204, 255]));
        Assert.Equal([0, 0.2f, 0.4f, 0.6f, 0.8f, 1], ModelInput.Load(bytes, Pictures));
        Assert.Equal([0, 51, 102, 153, 204, 255], ModelInput.Load(bytes, Config(DataSourceKind.Npy, 6, null)));
        Write("features.npy", Npy("|u1", "(1, 6)", [0, 0, 0, 0, 0, 0]));
        Write("test-features.npy", Npy("|u1", "(1, 6)", [0, 0, 0, 0, 0, 9]));
        Assert.Equal([0, 0, 0, 0, 0, 9], ModelInput.Load(folder.Root, Config(DataSourceKind.Npy, 6, null)));
    }

    [Fact]
    public void Columns_are_found_by_their_names_and_others_left_out()
    {
        ModelConfig config = Config(DataSourceKind.Csv, 2, null) with { Features = ["a", "b"] };
        Assert.Equal([1, 2, 3, 4], ModelInput.Load(Write("x.csv", "kind,b,id,a\r\ndog,2,x,1\r\n?,4,y,3\r\n"u8.ToArray()), config));
        Assert.Equal([1, 2], ModelInput.Load(Write("x.csv", "a,b\n1,2"u8.ToArray()), config));
        Assert.Contains("line 3: the value of 'b' is missing", Fault("b,a\n2,1\n,3", config), StringComparison.Ordinal);
        Assert.Equal([1, float.NaN], ModelInput.Load(Write("x.csv", "a,b\n1,"u8.ToArray()), config with { Trainer = config.Trainer with { Data = config.Trainer.Data with { Missing = MissingValues.Mean } } }));
        Assert.Contains("line 1: there is no column 'b', which the model has learnt from; the columns are a, c", Fault("a,c\n1,2", config), StringComparison.Ordinal);
        Assert.Contains("line 3 has 1 fields; the header has 2", Fault("a,b\n1,2\n3", config), StringComparison.Ordinal);
        Assert.Contains("line 2: the value of 'a' is 'red'; expected a number", Fault("a,b\nred,2", config), StringComparison.Ordinal);
        Assert.Contains("the column 'a' is there 2 times", Fault("a,a,b\n1,2,3", config), StringComparison.Ordinal);
        Assert.Contains("holds 0 samples", Fault("a,b\n", config), StringComparison.Ordinal);
        Assert.Contains("is empty", Fault("", config), StringComparison.Ordinal);
        Assert.Contains("is a folder; the model has learnt from csv", Fault(folder.Root, config, isPath: true), StringComparison.Ordinal);
        Assert.Contains("is no text; the model has learnt from csv", Fault(Write("images", Images(1, 2, 3)), config, isPath: true), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_model_has_not_learnt_from_is_refused_with_the_place()
    {
        Assert.Contains("bytes 8 to 15 say images of 3 x 2 pixels; the model has learnt from 2 x 3", Fault(Write("images", Images(1, 3, 2)), Pictures, isPath: true), StringComparison.Ordinal);
        Assert.Contains("is cut off: 20 bytes; expected 22", Fault(Write("images", Images(1, 2, 3)[..20]), Pictures, isPath: true), StringComparison.Ordinal);
        Assert.Contains("cut off at byte 20", Fault(Write("images", Zipped(Images(1, 2, 3)[..20])), Pictures, isPath: true), StringComparison.Ordinal);
        Assert.Contains("byte 0 begins with 0x00000801; expected 0x00000803", Fault(Write("labels", [0, 0, 8, 1, 0, 0, 0, 1, 3]), Pictures, isPath: true), StringComparison.Ordinal);
        Assert.Contains("byte 0 begins with 0x612c620a", Fault("a,b\n1,2", Pictures), StringComparison.Ordinal);
        Assert.Contains("the array has the shape (2, 5); the model has learnt from samples of 2 x 3 pixels", Fault(Write("x.npy", Npy("|u1", "(2, 5)", new byte[10])), Pictures, isPath: true), StringComparison.Ordinal);
        Assert.Contains("the array has the shape (1, 3, 2)", Fault(Write("x.npy", Npy("|u1", "(1, 3, 2)", new byte[6])), Pictures, isPath: true), StringComparison.Ordinal);
        Assert.Contains("the array has the shape (6)", Fault(Write("x.npy", Npy("|u1", "(6,)", new byte[6])), Pictures, isPath: true), StringComparison.Ordinal);
        Assert.Contains("the feature at byte 128, of sample 0, is NaN", Fault(Write("x.npy", Npy("<f4", "(1, 6)", [.. Enumerable.Repeat(BitConverter.GetBytes(float.NaN), 6).SelectMany(b => b)])), Pictures, isPath: true), StringComparison.Ordinal);
        Assert.Contains("takes nothing else", Fault("a,b\n1,2", Config(DataSourceKind.Npy, 6, null)), StringComparison.Ordinal);
        Assert.Contains("There is no data", Fault(folder["nowhere"], Pictures, isPath: true), StringComparison.Ordinal);
        Directory.CreateDirectory(folder["empty"]);
        Assert.Contains("t10k-images-idx3-ubyte", Fault(folder["empty"], Pictures, isPath: true), StringComparison.Ordinal);
    }

    private static ModelConfig Config(DataSourceKind source, int inputs, int[]? image) =>
        new() { Format = 1, Seed = 1, Trainer = new TrainerOptions { Data = new DataOptions { Source = source } }, Inputs = inputs, Outputs = 2, Image = image };

    private static byte[] Images(byte count, byte height, byte width) =>
        [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, height, 0, 0, 0, width, .. Enumerable.Range(0, count * height * width).Select(i => (byte)i)];

    private static byte[] Npy(string type, string shape, byte[] numbers)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, 118);
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. numbers];
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(bytes);

        return packed.ToArray();
    }

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(folder[name], bytes);
        return folder[name];
    }

    private string Fault(string textOrPath, ModelConfig config, bool isPath = false)
    {
        string path = isPath ? textOrPath : Write("x.csv", Encoding.UTF8.GetBytes(textOrPath));
        string message = Assert.Throws<DataException>(() => ModelInput.Load(path, config)).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        return message;
    }
}
