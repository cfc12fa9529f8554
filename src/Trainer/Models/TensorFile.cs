using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HyperSearch.Trainer.Models;

/// <summary>
/// A file in the safetensors format, with 32-bit floats alone: eight bytes with the length of the header (little-endian), the header, which is JSON with the type, shape
/// and place of every tensor and texts under <c>__metadata__</c>, then the numbers, little-endian, without gaps.
/// </summary>
/// <param name="tensors">The tensors, in the order of their numbers.</param>
/// <param name="metadata">The texts.</param>
public sealed class TensorFile(IReadOnlyList<Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
{
    internal const string MetadataKey = "__metadata__", FloatType = "F32";

    // Numbers begin at a multiple of this, so that a reader may map the file and use them where they are.
    private const int Alignment = 8;

    /// <summary>The tensors, in the order of their numbers.</summary>
    public IReadOnlyList<Tensor> Tensors => tensors;

    /// <summary>The texts.</summary>
    public IReadOnlyDictionary<string, string> Metadata => metadata;

    /// <summary>Reads a file. Never takes more memory for numbers than the file is long.</summary>
    /// <exception cref="ModelException">It is missing, unreadable or damaged, or holds other numbers than 32-bit floats; the message names the byte.</exception>
    public static TensorFile Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return new TensorFileReader(file, path).Read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"The model file {path} does not exist.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes a file so that a reader, and a crash, find the old or the new one and never a part.</summary>
    /// <exception cref="IOException">It could not be written; the old file is as it was.</exception>
    public void Write(string path)
    {
        string draft = path + ".new";
        using (FileStream file = new(draft, FileMode.Create, FileAccess.Write))
        {
            Write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Writes the bytes of the file: the same for the same tensors and texts, on every machine.</summary>
    public void Write(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        byte[] header = Header();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        target.Write(length);
        target.Write(header);
        foreach (Tensor tensor in tensors)
            target.Write(MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
    }

    private byte[] Header()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach ((string key, string text) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                json.WriteString(key, text);

            json.WriteEndObject();
            long start = 0;
            foreach (Tensor tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", FloatType);
                WriteNumbers(json, "shape", tensor.Shape.Select(n => (long)n));
                WriteNumbers(json, "data_offsets", [start, start += tensor.Values.LongLength * sizeof(float)]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (bytes.Length % Alignment != 0)
            bytes.WriteByte((byte)' ');

        return bytes.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, IEnumerable<long> numbers)
    {
        json.WriteStartArray(key);
        foreach (long number in numbers)
            json.WriteNumberValue(number);

        json.WriteEndArray();
    }
}
