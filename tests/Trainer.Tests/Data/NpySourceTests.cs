using System.Buffers.Binary;
using System.Text;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Tests.Data;

public sealed class NpySourceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hypersearch-npy-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public void Samples_are_the_first_dimension_and_pictures_keep_their_shape()
    {
        Write("features", "|u1", "(3, 1, 2)", [1, 2, 3, 4, 5, 255]);
        Write("labels", "<i8", "(3,)", [.. new long[] { 0, 2, 1 }.SelectMany(BitConverter.GetBytes)]);
        Dataset data = Dataset.Load(Options);
        Assert.Equal((3, 2, 3), (data.Count, data.Inputs, data.Classes));
        Assert.Equal([1, 2, 3, 4, 5, 255], data.Features.ToArray());
        Assert.Equal([0, 2, 1], data.Labels.ToArray());
        Assert.Equal(new ImageShape(1, 2, 1), data.Image);
        Assert.Equal(2, Dataset.Load(Options with { Data = Options.Data with { Samples = 2 } }).Count);
    }

    [Fact]
    public void For_regression_labels_are_targets()
    {
        Write("features", "<f4", "(2, 1)", Floats(1, 2));
        Write("labels", "<f8", "(2,)", [.. BitConverter.GetBytes(0.5), .. BitConverter.GetBytes(-2.0)]);
        Assert.Equal([0.5f, -2], Dataset.Load(Options with { Loss = LossKind.MeanSquaredError }).Targets.ToArray());
        Assert.Contains("label of sample 0, at byte 128, is 0.5; expected a class", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_are_named_with_the_file_and_the_byte()
    {
        Write("features", "<f4", "(2, 2)", Floats(1, 2, float.NaN, 4));
        Write("labels", "|u1", "(2,)", [0, 1]);
        Assert.Contains("features.npy: the feature at byte 136, of sample 1, is NaN", Fault(), StringComparison.Ordinal);
        Write("features", "<f4", "(2, 2)", Floats(1, 2, 3));
        Assert.Contains("features.npy is cut off at byte 140; expected 144 bytes", Fault(), StringComparison.Ordinal);
        Write("features", ">f4", "(2, 2)", Floats(1, 2, 3, 4));
        Assert.Contains("numbers of the kind >f4 cannot be read", Fault(), StringComparison.Ordinal);
        Write("features", "<f4", "(2, 2)", Floats(1, 2, 3, 4), fortran: "True");
        Assert.Contains("Fortran order", Fault(), StringComparison.Ordinal);
        Write("features", "<f4", "(3, 1)", Floats(1, 2, 3));
        Assert.Contains("expected as many labels, in one dimension, as samples", Fault(), StringComparison.Ordinal);
        Write("features", "<f4", "()", Floats(1));
        Assert.Contains("the shape is ()", Fault(), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "features.npy"), "a,b\n1,2\n3,4");
        Assert.Contains("byte 0 does not begin with the mark", Fault(), StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(folder, "features.npy"), [0x93, .. "NUMPY"u8, 1, 0, 200, 0, 1]);
        Assert.Contains("is cut off: byte 8", Fault(), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder, "features.npy"));
        Assert.Contains("features.npy does not exist", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_whose_product_comes_round_to_a_small_number_are_refused()
    {
        Write("features", "<f4", "(1, 1073741824, 1073741824, 1073741824, 1073741824, 1073741824)", []);
        Write("labels", "|u1", "(1,)", [0]);
        Assert.Contains("features.npy is cut off at byte 128", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_would_be_searched_for_ever_is_refused()
    {
        byte[] header = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("'descr': '<f4''fortran_order': True", 25_000))), length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
        File.WriteAllBytes(Path.Combine(folder, "features.npy"), [0x93, .. "NUMPY"u8, 2, 0, .. length, .. header]);
        Assert.Contains("byte 8 gives a header of", Fault(), StringComparison.Ordinal);
    }

    private static byte[] Floats(params float[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    private TrainerOptions Options => new() { Data = new DataOptions { Source = DataSourceKind.Npy, Path = folder } };

    private string Fault() => Assert.Throws<DataException>(() => Dataset.Load(Options)).Message;

    // As numpy writes it: the header padded so that the numbers begin at byte 128.
    private void Write(string name, string type, string shape, byte[] numbers, string fortran = "False")
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}".PadRight(117) + "\n";
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, 118);
        File.WriteAllBytes(Path.Combine(folder, name + ".npy"), [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. numbers]);
    }
}
