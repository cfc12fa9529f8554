using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Journals;

public sealed class JournalDamageTests : IDisposable
{
    private static readonly byte[] Whole = JournalFile.OfSmallStudy();
    private static readonly int[] Starts = JournalFile.Starts(Whole);
    private readonly TempFolder folder = new();
    private readonly string[] records;

    public JournalDamageTests()
    {
        File.WriteAllBytes(Path, Whole);
        records = JournalFile.Read(Path, out _);
    }

    private string Path => folder["journal.jsonl"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Cut_at_any_byte_it_gives_exactly_the_whole_records_before()
    {
        using FileStream file = new(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        for (int cut = Whole.Length; cut >= 0; cut--)
        {
            file.SetLength(cut);
            int whole = Starts.Count(s => s <= cut) - 1;
            Assert.Equal(records[..whole], JournalFile.Read(Path, out JournalReader reader));
            Assert.Equal((whole, Starts[whole], cut - Starts[whole]), (reader.Count, reader.End, reader.TornBytes));
        }
    }

    [Fact]
    public void Any_flipped_byte_is_damage_at_the_line_it_is_in()
    {
        using FileStream file = new(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        for (int i = 0; i < Whole.Length; i++)
        {
            int line = Starts.Count(s => s <= i) - 1;
            foreach (byte flip in (byte[])[0x01, 0x20, 0x80, 0xff])
            {
                Put(file, i, (byte)(Whole[i] ^ flip));
                AssertDamage(line, $"byte {i} ^ {flip:x2}");
            }

            Put(file, i, Whole[i]);
        }
    }

    [Fact]
    public void A_zeroed_sector_is_damage_or_at_the_end_a_torn_tail()
    {
        for (int sector = 0; sector < Whole.Length; sector += 37)
        {
            byte[] bytes = [.. Whole];
            int end = Math.Min(sector + 512, bytes.Length);
            bytes.AsSpan(sector, end - sector).Clear();
            File.WriteAllBytes(Path, bytes);
            int line = Starts.Count(s => s <= sector) - 1;
            if (end < Whole.Length)
            {
                AssertDamage(line, $"sector at {sector}");
                continue;
            }

            Assert.Equal(records[..line], JournalFile.Read(Path, out JournalReader reader));
            Assert.Equal(Whole.Length - Starts[line], reader.TornBytes);
        }
    }

    [Theory]
    [InlineData("""{"type":"study","n":0,"at":0,"format":2,"program":"9","definition":{},"data":{}}""", "its format is 2; this program reads format 1.")]
    [InlineData("""{"type":"finish","n":0,"at":0,"hash":"h"}""", "a journal begins with one record of the study, and has it nowhere else.")]
    [InlineData("""{"type":"from the future","n":0,"at":0}""", "it is not a record of this program")]
    [InlineData("""{"type":"study","n":1,"at":0,"format":1,"program":"9","definition":{},"data":{}}""", "it is record 1 where record 0 belongs.")]
    [InlineData("""{"type":"study","n":0,"at":0,"format":1}""", "it is not a record of this program")]
    [InlineData("""{"n":0,"at":0}""", "it is not a record of this program")]
    [InlineData("null", "it is record null where record 0 belongs.")]
    [InlineData("[]", "it is not a record of this program")]
    [InlineData("", "it is not a record of this program")]
    public void A_first_line_that_no_writer_wrote_is_damage_even_when_its_checksum_fits(string json, string why)
    {
        File.WriteAllText(Path, JournalFile.Line(json));
        JournalDamageException damage = Assert.Throws<JournalDamageException>(() => JournalFile.Read(Path, out _));
        Assert.StartsWith($"journal.jsonl is damaged at byte 0, after 0 whole records: {why}", damage.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"epoch","n":1,"at":0,"trial":0,"repeat":0,"attempt":1,"epoch":1,"digest":"x"}""")]
    [InlineData("""{"type":"epoch","n":1,"at":0,"trial":0,"repeat":0,"attempt":1,"epoch":1,"metrics":null,"digest":"x"}""")]
    [InlineData("""{"type":"epoch","n":1,"at":0,"trial":0,"repeat":0,"attempt":1,"epoch":1,"metrics":{"a":"fast"},"digest":"x"}""")]
    [InlineData("""{"type":"round","n":1,"at":0,"round":1,"trial":0,"moves":[null]}""")]
    [InlineData("""{"type":"round","n":1,"at":0,"round":1,"trial":0}""")]
    [InlineData("""{"type":"result","n":1,"at":0,"trial":0,"repeat":0,"outcome":"Won","epochs":1}""")]
    [InlineData("""{"type":"study","n":1,"at":0,"format":1,"program":"9","definition":{},"data":{}}""")]
    [InlineData("""{"type":"finish","n":2,"at":0,"hash":"h"}""")]
    public void A_later_line_that_no_writer_wrote_is_damage_even_when_its_checksum_fits(string json)
    {
        byte[] header = Whole[..Starts[1]];
        File.WriteAllBytes(Path, header);
        File.AppendAllText(Path, JournalFile.Line(json));
        JournalDamageException damage = Assert.Throws<JournalDamageException>(() => JournalFile.Read(Path, out _));
        Assert.Equal(header.Length, damage.Offset);
        Assert.Contains("after 1 whole record:", damage.Message, StringComparison.Ordinal);
    }

    private static void Put(FileStream file, long position, byte value)
    {
        file.Position = position;
        file.WriteByte(value);
    }

    private void AssertDamage(int line, string what)
    {
        var reader = new JournalReader(Path);
        var read = new List<string>();
        JournalDamageException damage = Assert.Throws<JournalDamageException>(() =>
        {
            foreach (Search.Journals.Record record in reader.Read())
            {
                read.Add(JournalFile.Text(record));
            }
        });
        Assert.True(damage.Offset == Starts[line], $"{what}: {damage.Message}");
        Assert.Equal((line, Starts[line]), (reader.Count, reader.End));
        Assert.Equal(records[..line], read);
    }
}
