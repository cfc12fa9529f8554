using System.Buffers.Binary;
using System.IO.Compression;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Tests.Data;

public sealed class IdxSourceTests : IDisposable
{
    private const string Images = "train-images-idx3-ubyte", Labels = "train-labels-idx1-ubyte";

    private readonly string folder = Directory.CreateTempSubdirectory("hypersearch-idx-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void Plain_and_compressed_files_give_the_same_samples(bool imagesZipped, bool labelsZipped)
    {
        Write(Images, ImageFile(5), imagesZipped);
        Write(Labels, LabelFile(5), labelsZipped);
        Dataset data = Load();
        Assert.Equal((5, 6, 10), (data.Count, data.Inputs, data.Classes));
        Assert.Equal([0, 1, 2, 3, 4], data.Labels.ToArray());
        Assert.Equal([.. Enumerable.Range(0, 30).Select(i => i * 8 / 255f)], data.Features.ToArray());
        Assert.Equal("42c35dfd876b14b7320efb617e019057ebaedc5b9f577bcfdae28b5a8413eccd", data.Fingerprint);
    }

    [Fact]
    public void The_first_samples_are_used_and_nothing_after_them_is_read()
    {
        Write(Images, ImageFile(5)[..^3], true);
        Write(Labels, LabelFile(5), false);
        Dataset data = Load(3);
        Assert.Equal(3, data.Count);
        Assert.Equal(17 * 8 / 255f, data.Features.Span[^1]);
    }

    [Fact]
    public void A_fingerprint_is_checked_and_both_are_said()
    {
        Write(Images, ImageFile(5), false);
        Write(Labels, LabelFile(5), false);
        string found = Load().Fingerprint, other = new('a', 64);
        Assert.Equal(5, Dataset.Load(Options() with { Fingerprint = found.ToUpperInvariant() }).Count);
        string message = Assert.Throws<DataException>(() => Dataset.Load(Options() with { Fingerprint = other })).Message;
        Assert.Contains(found, message, StringComparison.Ordinal);
        Assert.Contains(other, message, StringComparison.Ordinal);
        Assert.NotEqual(found, Load(4).Fingerprint);
    }

    [Fact]
    public void A_missing_folder_or_file_is_named()
    {
        Fails(folder, Images);
        Write(Images, ImageFile(5), false);
        Fails(Labels);
        string missing = Path.Combine(folder, "nowhere");
        Assert.Contains(missing, Assert.Throws<DataException>(() => Dataset.Load(Options() with { Path = missing })).Message, StringComparison.Ordinal);
        Assert.Contains("it is a file", Assert.Throws<DataException>(() => Dataset.Load(Options() with { Path = Path.Combine(folder, Images) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_mark_is_named_with_its_place_and_what_is_expected()
    {
        Write(Images, LabelFile(5), false);
        Write(Labels, LabelFile(5), false);
        Fails(Images, "byte 0", "0x00000801", "0x00000803");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(45)]
    public void A_file_cut_off_anywhere_is_said_to_be(int length)
    {
        Write(Labels, LabelFile(5), false);
        Write(Images, ImageFile(5)[..length], false);
        Fails(Images, "cut off");
        File.Delete(Path.Combine(folder, Images));
        Write(Images, ImageFile(5)[..length], true);
        Fails(Images, "cut off", $"byte {length}");
    }

    [Fact]
    public void A_count_that_no_file_of_that_size_can_hold_takes_no_memory()
    {
        byte[] labels = LabelFile(5), images = ImageFile(5);
        BinaryPrimitives.WriteInt32BigEndian(labels.AsSpan(4), 200_000_000);
        BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(4), 200_000_000);
        Write(Labels, labels, true);
        Write(Images, images, true);
        Fails(Labels, "cut off");
    }

    [Fact]
    public void A_file_that_is_not_compressed_but_says_so_is_unreadable()
    {
        File.WriteAllBytes(Path.Combine(folder, Labels + ".gz"), LabelFile(5));
        Write(Images, ImageFile(5), false);
        Fails(Labels, "cannot be read");
    }

    [Fact]
    public void Counts_that_differ_are_both_said()
    {
        Write(Images, ImageFile(5), false);
        Write(Labels, LabelFile(4), false);
        Fails(Images, "5 images", "expected 4");
    }

    [Fact]
    public void More_samples_than_there_are_cannot_be_asked_for()
    {
        Write(Images, ImageFile(5), false);
        Write(Labels, LabelFile(5), false);
        Assert.Contains("holds 5 labels; 6 samples", Assert.Throws<DataException>(() => Load(6)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_out_of_range_is_named_with_its_place()
    {
        byte[] labels = LabelFile(5);
        labels[8 + 2] = 10;
        Write(Labels, labels, false);
        Write(Images, ImageFile(5), false);
        Fails(Labels, "sample 2", "byte 10", "is 10", "0 to 9");
    }

    [Theory]
    [InlineData(8, 0u)]
    [InlineData(8, 70_000u)]
    [InlineData(12, 60_000u)]
    [InlineData(4, 0u)]
    [InlineData(4, 0x80000000u)]
    public void Impossible_sizes_are_named_with_their_place(int offset, uint value)
    {
        byte[] images = ImageFile(5), labels = LabelFile(5);
        BinaryPrimitives.WriteUInt32BigEndian(images.AsSpan(offset), value);
        if (offset == 4)
            BinaryPrimitives.WriteUInt32BigEndian(labels.AsSpan(offset), value);

        Write(Images, images, false);
        Write(Labels, labels, false);
        Fails($"byte {offset}", $"{value}");
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_named()
    {
        Write(Images, ImageFile(5), false);
        Directory.CreateDirectory(Path.Combine(folder, Labels + ".gz"));
        Fails(Labels);
    }

    private static byte[] ImageFile(int count)
    {
        byte[] file = [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, 2, 0, 0, 0, 3, .. Enumerable.Range(0, count * 6).Select(i => (byte)(i * 8))];
        return file;
    }

    private static byte[] LabelFile(int count) => [0, 0, 8, 1, 0, 0, 0, (byte)count, .. Enumerable.Range(0, count).Select(i => (byte)i)];

    private DataOptions Options() => new() { Source = DataSourceKind.Idx, Path = folder };

    private Dataset Load(int? samples = null) => Dataset.Load(Options() with { Samples = samples });

    private void Write(string name, byte[] content, bool zipped)
    {
        using Stream file = File.Create(Path.Combine(folder, zipped ? name + ".gz" : name));
        using Stream target = zipped ? new GZipStream(file, CompressionLevel.Fastest) : file;
        target.Write(content);
    }

    private void Fails(params string[] fragments)
    {
        string message = Assert.Throws<DataException>(() => Load()).Message;
        Assert.All(fragments, fragment => Assert.Contains(fragment, message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
    }
}
