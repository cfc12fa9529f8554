using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Journals;

public sealed class JournalWriterTests : IDisposable
{
    private static readonly StudyFinished Some = new("some");
    private readonly TempFolder folder = new();

    private string Path => folder["journal.jsonl"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_torn_tail_is_copied_cut_off_and_appending_goes_on()
    {
        JournalFile.Write(Path, [JournalFile.Header, Some]);
        byte[] whole = File.ReadAllBytes(Path);
        File.AppendAllText(Path, "{\"type\":\"fini");
        var reader = new JournalReader(Path);
        Assert.Equal(2, reader.Read().Count());
        using (JournalWriter writer = JournalWriter.Continue(Path, reader, new ManualTime(), out string? cut))
        {
            Assert.Equal($"{Path}.cut-{whole.Length}", cut);
            Assert.Equal("{\"type\":\"fini", File.ReadAllText(cut!));
            Assert.Equal(whole, File.ReadAllBytes(Path));
            writer.Append([Some]);
        }

        Assert.Equal([0, 1, 2], new JournalReader(Path).Read().Select(r => r.Number));
    }

    [Fact]
    public void A_second_tail_torn_at_the_same_place_gets_a_copy_of_its_own()
    {
        JournalFile.Write(Path, [JournalFile.Header]);
        var cuts = new List<string>();
        foreach (string tail in (string[])["first", "second"])
        {
            File.AppendAllText(Path, tail);
            var reader = new JournalReader(Path);
            Assert.Single(reader.Read());
            using JournalWriter writer = JournalWriter.Continue(Path, reader, new ManualTime(), out string? cut);
            cuts.Add(File.ReadAllText(cut!));
        }

        Assert.Equal(["first", "second"], cuts);
        Assert.Equal(2, Directory.GetFiles(folder.Root, "*.cut-*").Length);
    }

    [Fact]
    public void Nothing_is_copied_where_nothing_is_torn()
    {
        JournalFile.Write(Path, [JournalFile.Header]);
        var reader = new JournalReader(Path);
        Assert.Single(reader.Read());
        using JournalWriter writer = JournalWriter.Continue(Path, reader, new ManualTime(), out string? cut);
        Assert.Null(cut);
        Assert.Single(Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void A_journal_that_exists_is_not_begun_anew()
    {
        JournalFile.Write(Path, [JournalFile.Header]);
        Assert.Throws<IOException>(() => JournalWriter.Create(Path, new ManualTime()));
        Assert.Single(new JournalReader(Path).Read());
    }

    [Fact]
    public async Task A_reader_of_a_growing_journal_sees_whole_records_only()
    {
        const int Last = 2000;
        JournalFile.Write(Path, [JournalFile.Header]);
        var reader = new JournalReader(Path);
        Assert.Single(reader.Read());
        using JournalWriter writer = JournalWriter.Continue(Path, reader, new ManualTime(), out _);
        var looked = new TaskCompletionSource();
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; i < Last; i += 4)
            {
                if (i == Last / 2)
                {
                    await looked.Task; // a quick writer would be done before the first look
                }

                writer.Append([Some, Some, Some, Some]);
            }
        });

        int seen = 0, looks = 0;
        while (seen < Last + 1)
        {
            long[] numbers = [.. new JournalReader(Path).Read().Select(r => r.Number)];
            Assert.Equal(Enumerable.Range(0, numbers.Length).Select(n => (long)n), numbers);
            Assert.True(numbers.Length >= seen);
            seen = numbers.Length;
            looks++;
            looked.TrySetResult();
            Assert.True(seen == Last + 1 || !writing.IsFaulted, "the writer failed");
        }

        await writing;
        Assert.True(looks > 1);
    }

    [Fact]
    public void After_a_failed_write_nothing_more_is_written()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs a disk that is always full");
        File.CreateSymbolicLink(Path, "/dev/full");
        using JournalWriter writer = JournalWriter.Continue(Path, new JournalReader(Path), new ManualTime(), out _);
        Assert.Contains("No space left", Assert.Throws<IOException>(() => writer.Append([JournalFile.Header])).Message, StringComparison.Ordinal);
        Assert.Contains("nothing more is", Assert.Throws<IOException>(() => writer.Append([Some])).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(writer.Flush);
    }

    [Fact]
    public void Records_are_unflushed_until_they_are_flushed()
    {
        using JournalWriter writer = JournalWriter.Create(Path, new ManualTime());
        Assert.False(writer.HasUnflushed);
        writer.Append([JournalFile.Header]);
        Assert.True(writer.HasUnflushed);
        writer.Flush();
        Assert.False(writer.HasUnflushed);
        Assert.Equal(1, writer.Flushes);
    }
}
