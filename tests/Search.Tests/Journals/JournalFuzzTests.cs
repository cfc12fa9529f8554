using System.Globalization;
using System.Text;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Journals;

/// <summary>Whatever a journal's bytes are, reading it ends with its records or with what is wrong and where.</summary>
public sealed class JournalFuzzTests
{
    private static readonly IReadOnlyList<byte[]> Real = JournalFile.OfRecords();
    private static readonly string[] Words = ["\n", "\"n\":0", "\"type\":\"epoch\"", "\"layers\":{\"a\":null}", "\"metrics\":null", "\"moves\":[null]", "\"outcome\":\"completed\"", "NaN", "\\ud800"];

    [Fact]
    public void A_mutated_journal_gives_its_records_or_says_where_it_is_damaged() =>
        new Fuzzer([JournalFile.OfSmallStudy()], Words).Run(bytes => Replay(bytes));

    /// <summary>A forger's journals: every checksum and number is right, so that the records themselves are looked at.</summary>
    [Fact]
    public void A_forged_journal_gives_a_state_or_says_which_record_cannot_be() =>
        new Fuzzer(Real, Words).Run(bytes => Replay(Forge(bytes)));

    private static void Replay(byte[] bytes)
    {
        var state = new StudyState(JournalFile.Study);
        try
        {
            foreach (Record record in new JournalReader("journal", new MemoryDisk(bytes)).Read())
            {
                state.Apply(record);
                state.TryNextStart(out _);
            }

            StudyHash.Of(state);
        }
        catch (Exception e) when (e is JournalDamageException or InvalidRecordException)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    /// <summary>A journal whose first records are real and whose last is the given JSON, with its right number and checksum.</summary>
    private static byte[] Forge(byte[] json)
    {
        using var journal = new MemoryStream();
        int n = 0;
        foreach (byte[] record in (byte[][])[.. Real.Take(json.Length % Real.Count), json])
        {
            // The number stands in every record, right behind its type.
            byte[] numbered = Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(Encoding.UTF8.GetString(record), "\"n\":-?[0-9]+", string.Create(CultureInfo.InvariantCulture, $"\"n\":{n++}")).Replace('\n', ' '));
            journal.Write(numbered);
            journal.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $" {JournalReader.Crc32C(numbered):x8}\n")));
        }

        return journal.ToArray();
    }

    /// <summary>A disk with one file.</summary>
    private sealed class MemoryDisk(byte[] bytes) : IDisk
    {
        public bool Exists(string path) => true;

        public Stream Open(string path, FileMode mode, FileAccess access) => new MemoryStream(bytes, writable: false);

        public void Flush(Stream file)
        {
        }
    }
}
