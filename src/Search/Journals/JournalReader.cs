using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace HyperSearch.Search.Journals;

/// <summary>
/// Reads a journal from its start, and on from where it came to. Opens the file for shared reading, writing and deleting and takes no lock, so that it never disturbs a running study.
/// </summary>
/// <remarks>
/// A line is a JSON object, a blank, and the CRC-32C of the object's bytes in 8 hexadecimal digits. What follows the last line end is the tail that a
/// crash tore off, or a line that is being written: it is not a record. Anything else that cannot be read is damage.
/// </remarks>
public sealed class JournalReader
{
    private const int CrcLength = 9; // a blank and 8 digits
    private readonly string path;
    private readonly FrequentRecordReader frequent = new();

    /// <summary>A reader of a journal.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="disk">Where it lies; null: on this machine.</param>
    public JournalReader(string path, IDisk? disk = null)
    {
        this.path = path;
        Disk = disk ?? LocalDisk.Instance;
    }

    /// <summary>Where the journal lies.</summary>
    internal IDisk Disk { get; }

    /// <summary>How many records have been read.</summary>
    public long Count { get; private set; }

    /// <summary>The byte after the last whole record that has been read.</summary>
    public long End { get; private set; }

    /// <summary>How many bytes follow the last whole record, once all have been read: the torn tail.</summary>
    public long TornBytes { get; private set; }

    /// <summary>The whole records that have not been read yet, in order.</summary>
    /// <exception cref="JournalDamageException">A line is not what a writer wrote.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IEnumerable<Record> Read()
    {
        using Stream file = Disk.Open(path, FileMode.Open, FileAccess.Read);
        file.Position = End;
        byte[] buffer = new byte[1 << 16];
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            int read = file.Read(buffer, length, buffer.Length - length);
            length += read;
            int start = 0;
            for (int end; (end = Array.IndexOf(buffer, (byte)'\n', start, length - start)) >= 0; start = end + 1)
            {
                Record record = Parse(buffer.AsSpan(start, end - start));
                Count++;
                End += end + 1 - start;
                yield return record;
            }

            buffer.AsSpan(start, length - start).CopyTo(buffer);
            length -= start;
            if (read == 0)
            {
                CheckTail(buffer.AsSpan(0, length));
                TornBytes = length;
                yield break;
            }
        }
    }

    /// <summary>The CRC-32C (Castagnoli) of <paramref name="bytes"/>.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }

    private Record Parse(ReadOnlySpan<byte> line)
    {
        if (line.Length < CrcLength || line[^CrcLength] != ' ')
        {
            throw Damage("the line does not end in a checksum.");
        }

        ReadOnlySpan<byte> json = line[..^CrcLength], crc = line[^(CrcLength - 1)..];
        string actual = Crc32C(json).ToString("x8", CultureInfo.InvariantCulture);
        if (!Ascii.Equals(crc, actual))
        {
            throw Damage($"its checksum is {actual}, the line says {Encoding.ASCII.GetString(crc)}.");
        }

        Record? record;
        try
        {
            record = frequent.TryRead(json) ?? JsonSerializer.Deserialize(json, RecordJson.Default.Record);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException or InvalidOperationException)
        {
            throw Damage($"it is not a record of this program ({e.Message.Split('\n')[0]})");
        }

        if (record is null || record.Number != Count)
        {
            throw Damage($"it is record {record?.Number.ToString(CultureInfo.InvariantCulture) ?? "null"} where record {Count} belongs.");
        }

        if (record is StudyStarted started ? Count > 0 || started.Format != StudyStarted.CurrentFormat : Count == 0)
        {
            throw Damage(record is StudyStarted { Format: var format } && Count == 0
                ? $"its format is {format}; this program reads format {StudyStarted.CurrentFormat}."
                : "a journal begins with one record of the study, and has it nowhere else.");
        }

        return record;
    }

    /// <summary>A crash tears lines off; it does not put another byte in the place of a whole record's line end.</summary>
    private void CheckTail(ReadOnlySpan<byte> tail)
    {
        if (tail.Length > CrcLength + 1 && tail[^(CrcLength + 1)] == ' ' && Ascii.Equals(tail[^CrcLength..^1], Crc32C(tail[..^(CrcLength + 1)]).ToString("x8", CultureInfo.InvariantCulture)))
        {
            throw Damage("another byte stands where its line ends.");
        }
    }

    private JournalDamageException Damage(string why) => new(End, Count, why);
}
