using System.Buffers.Binary;
using System.IO.Compression;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Data;

/// <summary>Reads IDX files, the format of MNIST (http://yann.lecun.com/exdb/mnist): big-endian 32-bit header, then bytes. Gzip or not.</summary>
internal static class IdxSource
{
    private const int ImagesMagic = 0x0803, LabelsMagic = 0x0801, Classes = 10;

    // Deflate cannot shrink data by more than this factor: what a compressed file can hold is known before memory is taken for it.
    private const long MostDeflation = 1032;

    /// <summary>What the names of the training part's files begin with, and those of the test part's.</summary>
    public const string Training = "train", Test = "t10k";

    /// <summary>Whether a folder has a test part.</summary>
    public static bool HasTest(string folder) => File.Exists(Path.Combine(folder, $"{Test}-images-idx3-ubyte")) || File.Exists(Path.Combine(folder, $"{Test}-images-idx3-ubyte.gz"));

    /// <summary>The first <paramref name="samples"/> samples (all where null) of a part in <paramref name="folder"/>. Nothing after them is read.</summary>
    public static Dataset Load(string folder, int? samples, string part = Training)
    {
        if (!Directory.Exists(folder))
            throw new DataException($"The data folder {folder} does not exist{(File.Exists(folder) ? " as a folder; it is a file" : "")}; expected a folder with {part}-images-idx3-ubyte and {part}-labels-idx1-ubyte, each plain or with .gz.");

        string imagesPath = Find(folder, $"{part}-images-idx3-ubyte"), labelsPath = Find(folder, $"{part}-labels-idx1-ubyte");
        (int count, byte[] labelBytes) = Read(labelsPath, LabelsMagic, 1, "labels", samples, null, out _, out _);
        (_, byte[] pixels) = Read(imagesPath, ImagesMagic, 3, "images", samples, count, out int inputs, out int width);
        int[] labels = new int[labelBytes.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = labelBytes[i] < Classes
                ? labelBytes[i]
                : throw new DataException($"{labelsPath}: the label of sample {i}, at byte {8 + i}, is {labelBytes[i]}; expected 0 to {Classes - 1}.");
        }

        float[] features = new float[pixels.Length];
        for (int i = 0; i < features.Length; i++)
            features[i] = pixels[i] / 255f;

        return new Dataset(features, labels, inputs, Classes) { Image = new ImageShape(inputs / width, width, 1) };
    }

    /// <summary>The pixels, 0 to 1, of all images of a file, which are of the given shape.</summary>
    /// <param name="path">The file, or a folder with a test part.</param>
    /// <param name="image">The shape.</param>
    public static float[] LoadImages(string path, ImageShape image)
    {
        string file = Directory.Exists(path) ? Find(path, $"{Test}-images-idx3-ubyte") : path;
        (_, byte[] pixels) = Read(file, ImagesMagic, 3, "images", null, null, out int size, out int width);
        return width == image.Width && size / width == image.Height && image.Channels == 1 ? [.. pixels.Select(p => p / 255f)]
            : throw new DataException($"{file}: bytes 8 to 15 say images of {size / width} x {width} pixels; the model has learnt from {image.Height} x {image.Width}{(image.Channels == 1 ? "" : $" with {image.Channels} channels")}.");
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name), zipped = plain + ".gz";
        return File.Exists(plain) ? plain : File.Exists(zipped) ? zipped : throw new DataException($"Neither {plain} nor {name}.gz beside it exists.");
    }

    // Offsets in messages are those of the unpacked data. A given `partner` is the number of labels, which the number of images must equal.
    private static (int Count, byte[] Bytes) Read(string path, int magic, int dimensions, string what, int? samples, int? partner, out int size, out int width)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            bool zipped = path.EndsWith(".gz", StringComparison.Ordinal) || FileStart.IsZipped(path);
            using Stream stream = zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
            Span<byte> header = stackalloc byte[4 + (4 * dimensions)];
            ReadAll(stream, header[..4], path, 0);
            int found = BinaryPrimitives.ReadInt32BigEndian(header);
            if (found != magic)
                throw new DataException($"{path}: byte 0 begins with 0x{found:x8}; expected 0x{magic:x8}, the mark of an IDX file of {what}.");

            ReadAll(stream, header[4..], path, 4);
            long each = 1;
            width = 1;
            for (int d = 1; d < dimensions; d++)
            {
                uint extent = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * d))..]);
                if (extent is 0 or > NetworkOptions.MaximumUnits || (each *= extent) > NetworkOptions.MaximumUnits)
                    throw new DataException($"{path}: byte {4 + (4 * d)} gives an image size of {extent}; expected images of 1 to {NetworkOptions.MaximumUnits} pixels.");

                width = (int)extent;
            }

            uint count = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
            if (partner is { } labels && count != labels)
                throw new DataException($"{path}: byte 4 says {count} images; expected {labels}, the number of labels.");

            if (count == 0 || count > int.MaxValue)
                throw new DataException($"{path}: byte 4 says {count} {what}; expected at least one and at most {int.MaxValue}.");

            if (samples > count)
                throw new DataException($"{path} holds {count} {what}; {samples} samples are asked for.");

            size = (int)each;
            long bytes = (samples ?? (long)count) * each, most = zipped ? file.Length * MostDeflation : file.Length;
            if (bytes > Array.MaxLength)
                throw new DataException($"{path}: {bytes} bytes of {what} are more than fit into memory; ask for fewer samples.");

            if (header.Length + bytes > most)
                throw new DataException($"{path} is cut off: {file.Length} bytes{(zipped ? " compressed" : "")}; expected {header.Length + bytes}{(zipped ? " unpacked" : "")} for {samples ?? (long)count} {what}.");

            byte[] data = new byte[bytes];
            ReadAll(stream, data, path, header.Length);
            return ((int)count, data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static void ReadAll(Stream stream, Span<byte> target, string path, int offset)
    {
        int read = stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        if (read < target.Length)
            throw new DataException($"{path} is cut off at byte {offset + (long)read}; expected at least {offset + (long)target.Length} bytes.");
    }
}
