using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HyperSearch.Search.Journals;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Journals;

/// <summary>The records that every trial has are written and read by hand; nobody may see that.</summary>
public sealed class FrequentRecordTests
{
    private static readonly Record[] Frequent = [.. JournalRoundTripTests.OneOfEach.Where(r => r is TrialProposed or AttemptStarted or EpochReported or TrialEnded)];

    [Fact]
    public void They_are_written_byte_for_byte_as_the_serializer_writes_them()
    {
        Assert.Equal(4, Frequent.DistinctBy(r => r.GetType()).Count());
        foreach (Record record in Frequent)
        {
            Assert.Equal(JournalFile.Text(record with { Number = long.MaxValue, At = 17 }), Write(record, long.MaxValue, 17));
        }
    }

    [Fact]
    public void Every_other_record_is_left_to_the_serializer()
    {
        foreach (Record record in JournalRoundTripTests.OneOfEach.Except(Frequent))
        {
            Assert.Equal("", Write(record, 1, 1));
            Assert.Null(new FrequentRecordReader().TryRead(Encoding.UTF8.GetBytes(JournalFile.Text(record))));
        }
    }

    [Fact]
    public void A_journal_of_a_study_is_read_without_the_serializer_where_it_counts()
    {
        string[] kinds = ["\"epoch\"", "\"attempt\"", "\"proposal\"", "\"result\""];
        byte[][] lines = [.. JournalFile.OfRecords().Where(line => kinds.Any(kind => Encoding.UTF8.GetString(line).StartsWith($$"""{"type":{{kind}}""", StringComparison.Ordinal)))];
        var reader = new FrequentRecordReader();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Equal(Encoding.UTF8.GetString(line), JournalFile.Text(reader.TryRead(line)!)));
    }

    [Fact]
    public void What_is_read_is_what_the_serializer_reads_whatever_stands_in_the_place_of_a_value()
    {
        string[] others = ["0", "-1", "1e0", "1.0", "-0", "2147483648", "9223372036854775808", "1e999", "null", "true", "\"NaN\"", "\"-Infinity\"", "\"pruned\"", "{}", "[1]", "\"\\u0061\"", " 7 "];
        int read = 0;
        foreach (Record record in Frequent)
        {
            string line = JournalFile.Text(record);
            foreach (Match value in Regex.Matches(line, @"(?<=[:\[,])(-?[0-9][^,}\]]*|""[^""]*""(?!:)|true)"))
            {
                foreach (string other in others)
                {
                    read += CountIfReadAlike(Encoding.UTF8.GetBytes(line.Remove(value.Index, value.Length).Insert(value.Index, other)));
                }
            }
        }

        Assert.InRange(read, 100, int.MaxValue);
    }

    [Fact]
    public void What_is_read_is_what_the_serializer_reads_however_a_line_was_altered()
    {
        byte[][] corpus = [.. Frequent.Select(r => Encoding.UTF8.GetBytes(JournalFile.Text(r))), .. JournalFile.OfRecords()];
        int read = 0;
        new Fuzzer(corpus, "\"value\":1,\"value\":2", "\"epoch\"", "\"NaN\"", "\"metrics\":{}", "\"layers\":{\"a\":[1]}", "\"isLast\":false", "\"why\":\"w\"", " ", "\\u0061").Run(line => read += CountIfReadAlike(line));
        Assert.NotEqual(0, read);
    }

    /// <summary>1 where a line is read by hand, which the serializer then reads alike.</summary>
    private static int CountIfReadAlike(byte[] line)
    {
        Record? record;
        try
        {
            record = new FrequentRecordReader().TryRead(line);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return 0; // what cannot be read is told as the serializer tells it
        }

        if (record is null)
        {
            return 0;
        }

        Assert.Equal(JournalFile.Text(JsonSerializer.Deserialize(line, RecordJson.Default.Record)!), JournalFile.Text(record));
        return 1;
    }

    private static string Write(Record record, long number, long at)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true });
        Assert.Equal(FrequentRecordWriter.TryWrite(json, record, number, at), bytes.WrittenCount > 0);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
