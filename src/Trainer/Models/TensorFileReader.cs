using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace HyperSearch.Trainer.Models;

/// <summary>Reads a safetensors file; whatever its bytes are, the end is a <see cref="TensorFile"/> or a <see cref="ModelException"/>.</summary>
/// <param name="file">The file, at its start.</param>
/// <param name="path">How messages call it.</param>
internal sealed class TensorFileReader(Stream file, string path)
{
    // A header of ours has some kilobytes; the format allows 100 MB.
    private const long MostHeader = 16 << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private long start;

    public TensorFile Read()
    {
        try
        {
            return ReadParts();
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair passes the parser and fails when it is made a text.
            throw new ModelException($"{path}: byte 8: a text of the header is not valid Unicode.", e);
        }
    }

    private TensorFile ReadParts()
    {
        byte[] header = Header();
        using JsonDocument json = Parse(header);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw Damaged(8, "the header is not a JSON object");

        Dictionary<string, string> metadata = [];
        List<Entry> entries = [];
        foreach (JsonProperty member in json.RootElement.EnumerateObject())
        {
            if (member.Name == TensorFile.MetadataKey)
                metadata = Metadata(member.Value);
            else
                entries.Add(EntryOf(member));
        }

        // By their places; at the same place the empty ones first, so that no other order leaves less of a gap.
        entries = [.. entries.OrderBy(e => e.Begin).ThenBy(e => e.End)];
        long end = 0;
        foreach (Entry entry in entries)
        {
            if (entry.Begin != end)
                throw Damaged(8, $"the numbers of '{entry.Name}' begin at {entry.Begin} of the data; expected {end}, where those before it end");

            end = entry.End;
        }

        if (start + end != file.Length)
            throw new ModelException($"{path} {(start + end > file.Length ? "is cut off" : "is too long")}: it has {file.Length} bytes; expected {start + end} by its header.");

        return new TensorFile([.. entries.Select(TensorOf)], metadata);
    }

    private byte[] Header()
    {
        Span<byte> first = stackalloc byte[8];
        int got = file.ReadAtLeast(first, 8, throwOnEndOfStream: false);
        if (got < 8)
            throw new ModelException($"{path} is cut off at byte {got}; a safetensors file begins with 8 bytes, the length of its header.");

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(first);
        if (length > (ulong)(file.Length - 8))
            throw Damaged(0, $"the header should have {length} bytes, but {file.Length - 8} follow: it is cut off, or no safetensors file");

        if (length > MostHeader)
            throw Damaged(0, $"the header should have {length} bytes; more than {MostHeader} are not read");

        byte[] header = new byte[length];
        file.ReadExactly(header);
        start = 8 + (long)length;
        return header;
    }

    private JsonDocument Parse(byte[] header)
    {
        try
        {
            return JsonDocument.Parse(header, Strict);
        }
        catch (JsonException e)
        {
            int at = 0;
            for (long line = e.LineNumber ?? 0; line > 0 && at < header.Length; at++)
                line -= header[at] == '\n' ? 1 : 0;

            string why = e.Message;
            int end = why.IndexOf(" LineNumber:", StringComparison.Ordinal);
            throw new ModelException($"{path}: byte {8 + at + (e.BytePositionInLine ?? 0)}: the header is not JSON: {(end < 0 ? why : why[..end])}", e);
        }
    }

    private Dictionary<string, string> Metadata(JsonElement section)
    {
        if (section.ValueKind != JsonValueKind.Object || section.EnumerateObject().Any(m => m.Value.ValueKind != JsonValueKind.String))
            throw Damaged(8, $"'{TensorFile.MetadataKey}' of the header is not an object of texts");

        return section.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString()!);
    }

    private Entry EntryOf(JsonProperty member)
    {
        string name = member.Name.Length <= 60 ? member.Name : member.Name[..60] + "...";
        if (member.Value.ValueKind != JsonValueKind.Object)
            throw Damaged(8, $"'{name}' of the header is not an object");

        if (!member.Value.TryGetProperty("dtype", out JsonElement type) || type.ValueKind != JsonValueKind.String || type.GetString() != TensorFile.FloatType)
            throw Damaged(8, $"the dtype of '{name}' is {(type.ValueKind == JsonValueKind.String ? $"'{type.GetString()}'" : "missing")}; only {TensorFile.FloatType} can be read");

        long[] shape = Numbers(member.Value, name, "shape", int.MaxValue), offsets = Numbers(member.Value, name, "data_offsets", long.MaxValue);
        if (offsets.Length != 2 || offsets[0] > offsets[1])
            throw Damaged(8, $"the data_offsets of '{name}' are [{string.Join(", ", offsets)}]; expected a begin and an end");

        Int128 bytes = sizeof(float);
        foreach (long extent in shape)
            bytes = extent == 0 ? 0 : bytes > long.MaxValue ? bytes : bytes * extent;

        return bytes == offsets[1] - offsets[0] && bytes <= Array.MaxLength
            ? new Entry(name, [.. shape.Select(n => (int)n)], offsets[0], offsets[1])
            : throw Damaged(8, $"'{name}' has the shape [{string.Join(", ", shape)}] and {offsets[1] - offsets[0]} bytes of data, which do not agree");
    }

    private long[] Numbers(JsonElement entry, string name, string key, long most)
    {
        if (!entry.TryGetProperty(key, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
            throw Damaged(8, $"'{name}' of the header has no list '{key}'");

        return [.. list.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Number && n.TryGetInt64(out long number) && number >= 0 && number <= most ? number
            : throw Damaged(8, $"the {key} of '{name}' has the item {Short(n.GetRawText())}; expected a whole number from 0"))];
    }

    private Tensor TensorOf(Entry entry)
    {
        float[] values = new float[(entry.End - entry.Begin) / sizeof(float)];
        file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return new Tensor(entry.Name, entry.Shape, values);
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";

    private ModelException Damaged(long offset, string what) => new($"{path}: byte {offset}: {what}.");

    private sealed record Entry(string Name, int[] Shape, long Begin, long End);
}
