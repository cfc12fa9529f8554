using System.Text;
using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Journals;

/// <summary>Journals on disk for tests.</summary>
internal static class JournalFile
{
    public static StudyStarted Header => new(StudyStarted.CurrentFormat, "0.1.0", JsonSerializer.SerializeToElement(new { name = "s" }), JsonSerializer.SerializeToElement(new { samples = 1 }));

    /// <summary>A small study.</summary>
    public static StudyDefinition Study { get; } =
        ToyStudies.Read("""{ "type": "narrowing", "rounds": 2 }""", 4, v: 1, space: """ "optimizer.learningRate": { "min": 0.1, "max": 10, "scale": "log" } """, epochs: 2);

    /// <summary>The bytes of the journal of <see cref="Study"/>: some lost workers, a diverged trial, a round.</summary>
    public static byte[] OfSmallStudy()
    {
        StudySimulation simulation = StudySimulation.Run(Study, new Weather(2, Seed: 3, Loss: 0.1));
        Assert.Contains(simulation.Journal, r => r is RoundStarted);
        Assert.Contains(simulation.Journal, r => r is AttemptEnded);
        Assert.NotEqual(0, simulation.State.CountOf(Outcome.Diverged));
        using var folder = new TempFolder();
        Write(folder["journal.jsonl"], [Header, .. simulation.Journal]);
        return File.ReadAllBytes(folder["journal.jsonl"]);
    }

    /// <summary>The records of that journal as JSON, each without its checksum.</summary>
    public static IReadOnlyList<byte[]> OfRecords()
    {
        byte[] journal = OfSmallStudy();
        int[] starts = Starts(journal);
        return [.. starts.SkipLast(1).Zip(starts.Skip(1), (start, end) => journal[start..(end - 10)])];
    }

    public static void Write(string path, IEnumerable<Record> records)
    {
        using JournalWriter writer = JournalWriter.Create(path, new ManualTime());
        writer.Append(records);
        writer.Flush();
    }

    /// <summary>The records as text, since lists and dictionaries in them are equal only to themselves.</summary>
    public static string[] Read(string path, out JournalReader reader)
    {
        reader = new JournalReader(path);
        return [.. reader.Read().Select(Text)];
    }

    public static string Text(Record record) => JsonSerializer.Serialize(record, RecordJson.Default.Record);

    /// <summary>A line with a checksum that fits, whatever its JSON is.</summary>
    public static string Line(string json) => $"{json} {JournalReader.Crc32C(Encoding.UTF8.GetBytes(json)):x8}\n";

    /// <summary>Where each line begins; the end of the file last.</summary>
    public static int[] Starts(byte[] bytes) => [0, .. bytes.Index().Where(b => b.Item == '\n').Select(b => b.Index + 1)];
}
