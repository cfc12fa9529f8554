using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace HyperSearch.Search.Journals;

/// <summary>
/// Appends records to a journal. One writer at a time: whoever opens one holds the folder's lock (<see cref="FolderLock"/>).
/// </summary>
/// <remarks>After a failed write nothing more is written: what stands in the file up to then is whole, but for a torn tail that the next writer mends.</remarks>
public sealed class JournalWriter : IDisposable
{
    private const int LengthOfEnd = 10; // a blank, the checksum, the line's end
    private readonly IDisk disk;
    private readonly Stream file;
    private readonly TimeProvider time;
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter json;
    private long count;
    private bool failed;
    private bool unflushed;
    private long flushes;

    private JournalWriter(IDisk disk, Stream file, long count, TimeProvider time)
    {
        this.disk = disk;
        this.file = file;
        this.count = count;
        this.time = time;
        json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
    }

    /// <summary>Whether records were appended that a crash of the machine may still undo.</summary>
    public bool HasUnflushed => unflushed;

    /// <summary>How often the disk was waited for.</summary>
    internal long Flushes => flushes;

    /// <summary>Starts a new journal.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="time">The clock that stamps records.</param>
    /// <param name="disk">Where the file lies; null: on this machine.</param>
    /// <exception cref="IOException">The file exists or cannot be made.</exception>
    public static JournalWriter Create(string path, TimeProvider time, IDisk? disk = null)
    {
        disk ??= LocalDisk.Instance;
        return new JournalWriter(disk, disk.Open(path, FileMode.CreateNew, FileAccess.Write), 0, time);
    }

    /// <summary>
    /// Goes on with a journal that <paramref name="reader"/> has read to its end, after cutting off a torn tail. When it returns, all that was read is durable, whoever wrote it.
    /// </summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="reader">The reader that has read it; its end is where the next record is written.</param>
    /// <param name="time">The clock that stamps records.</param>
    /// <param name="cut">The file that holds a copy of what was cut off; null if nothing was.</param>
    /// <exception cref="IOException">The file cannot be written, or the copy cannot be made.</exception>
    public static JournalWriter Continue(string path, JournalReader reader, TimeProvider time, out string? cut)
    {
        IDisk disk = reader.Disk;
        Stream file = disk.Open(path, FileMode.Open, FileAccess.ReadWrite);
        try
        {
            cut = null;
            if (file.Length > reader.End)
            {
                cut = NameOfCut(path, reader.End, disk);
                file.Position = reader.End;
                using (Stream copy = disk.Open(cut, FileMode.CreateNew, FileAccess.Write))
                {
                    file.CopyTo(copy);
                    disk.Flush(copy);
                }

                file.SetLength(reader.End);
            }

            // What was read may be in the memory of the operating system alone, if the last writer was killed before it flushed; from now on it is acted upon.
            disk.Flush(file);
            file.Position = reader.End;
            return new JournalWriter(disk, file, reader.Count, time);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Appends records. When it returns they are in the hands of the operating system: they survive the end of this process, and after
    /// <see cref="Flush"/> that of the machine. A reader sees all, some or none of them, and never a part of one.
    /// </summary>
    /// <exception cref="IOException">They could not be written; nothing more can be.</exception>
    public void Append(IEnumerable<Record> records)
    {
        ThrowIfFailed();
        Try(() => Write(records));
        unflushed = true;
    }

    /// <summary>Makes everything that was appended durable.</summary>
    /// <exception cref="IOException">It could not be.</exception>
    public void Flush()
    {
        ThrowIfFailed();
        Try(() => disk.Flush(file));
        unflushed = false;
        flushes++;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        file.Dispose();
        json.Dispose();
    }

    /// <summary>A name that no earlier copy has.</summary>
    internal static string NameOfCut(string path, long offset, IDisk disk)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{path}.cut-{offset}");
        for (int i = 2; disk.Exists(name); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{path}.cut-{offset}-{i}");
        }

        return name;
    }

    private void Write(IEnumerable<Record> records)
    {
        long at = time.GetUtcNow().ToUnixTimeMilliseconds();
        buffer.ResetWrittenCount();
        foreach (Record record in records)
        {
            int start = buffer.WrittenCount;
            if (!FrequentRecordWriter.TryWrite(json, record, count, at))
            {
                JsonSerializer.Serialize(json, record with { Number = count, At = at }, RecordJson.Default.Record);
            }

            count++;
            json.Reset();
            uint crc = JournalReader.Crc32C(buffer.WrittenSpan[start..]);
            Span<byte> end = buffer.GetSpan(LengthOfEnd);
            Utf8.TryWrite(end, CultureInfo.InvariantCulture, $" {crc:x8}\n", out int written);
            buffer.Advance(written);
        }

        file.Write(buffer.WrittenSpan);
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch
        {
            // What a failed write or flush left behind is unknown: only a new reader can tell.
            failed = true;
            throw;
        }
    }

    private void ThrowIfFailed()
    {
        if (failed)
        {
            throw new IOException("The journal could not be written before; nothing more is.");
        }
    }
}
