using HyperSearch.Dashboard.Live;
using HyperSearch.Dashboard.Views;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Dashboard.Tests;

/// <summary>Following a folder that another process writes.</summary>
public sealed class StudyFeedTests : IDisposable
{
    private static readonly StudyDefinition Study = SimulatedFolders.Tiny();
    private static readonly IReadOnlyList<Record> Records = SimulatedFolders.Run(Study);
    private readonly TempFolder temp = new();
    private readonly StudyFolder folder;
    private readonly StudyFeed feed;

    public StudyFeedTests()
    {
        folder = new StudyFolder(temp["tiny"]);
        feed = new StudyFeed(folder, ToyTrainer.Port, TimeProvider.System);
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Only_the_trials_that_changed_are_sent_again()
    {
        using JournalWriter journal = SimulatedFolders.Begin(folder, Study, out _);
        int half = Records.Count / 2;
        journal.Append(Records.Take(half));
        Assert.True(feed.Refresh());
        StudyUpdate first = feed.Picture.Since(0, 0);
        Assert.True(first.IsWhole);
        Assert.Null(first.Page!.Importance);
        Assert.True(feed.Refresh());
        Assert.NotNull(feed.Picture.Page!.Importance);
        long seen = feed.Picture.Version;

        Assert.False(feed.Refresh());
        journal.Append(Records.Skip(half));
        Assert.True(feed.Refresh());
        StudyUpdate second = feed.Picture.Since(0, seen);
        Assert.False(second.IsWhole);
        Assert.InRange(second.Trials.Count, 1, 7);
        Assert.Equal("finished", second.Page!.State);

        // Both together are what a page that comes now is sent.
        TrialView[] together = [.. first.Trials];
        foreach (TrialView trial in second.Trials)
        {
            together = trial.Number < together.Length ? [.. together.Select(t => t.Number == trial.Number ? trial : t)] : [.. together, trial];
        }

        Assert.Equal(feed.Picture.Since(0, 0).Trials, together);
    }

    [Fact]
    public void A_line_that_is_still_being_written_is_waited_for()
    {
        SimulatedFolders.Write(folder.Root, Study, Records);
        byte[] whole = File.ReadAllBytes(folder.Journal);
        File.WriteAllBytes(folder.Journal, whole[..^20]);
        feed.Refresh();
        Assert.Equal("interrupted", feed.Picture.Page!.State);
        File.WriteAllBytes(folder.Journal, whole);
        Assert.True(feed.Refresh());
        Assert.Equal(("finished", null), (feed.Picture.Page!.State, feed.Picture.Fault));
    }

    [Fact]
    public void A_journal_that_was_cut_off_is_read_anew()
    {
        SimulatedFolders.Write(folder.Root, Study, Records);
        feed.Refresh();
        long seen = feed.Picture.Version;
        File.WriteAllBytes(folder.Journal, File.ReadAllBytes(folder.Journal)[..^2000]);
        Assert.True(feed.Refresh());
        Assert.Equal("interrupted", feed.Picture.Page!.State);
        Assert.True(feed.Picture.Since(0, seen).IsWhole);
    }

    [Fact]
    public void Damage_is_said_and_its_repair_is_seen()
    {
        SimulatedFolders.Write(folder.Root, Study, Records);
        byte[] whole = File.ReadAllBytes(folder.Journal);
        byte[] damaged = [.. whole];
        damaged[whole.Length / 2] ^= 1;
        File.WriteAllBytes(folder.Journal, damaged);
        Assert.True(feed.Refresh());
        Assert.NotNull(feed.Picture.Fault);
        Assert.False(feed.Refresh());
        File.WriteAllBytes(folder.Journal, whole);
        Assert.True(feed.Refresh());
        Assert.Equal((null, "finished"), (feed.Picture.Fault, feed.Picture.Page!.State));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said() => Assert.True(feed.Refresh() && feed.Picture.Fault!.Contains("there is no such folder", StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_written_and_nothing_locked()
    {
        SimulatedFolders.Write(folder.Root, Study, Records);
        string[] before = [.. Directory.EnumerateFileSystemEntries(folder.Root).Order()];
        DateTime written = File.GetLastWriteTimeUtc(folder.Journal);
        using FileStream alone = new(folder.Journal, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        feed.Refresh();
        Assert.Equal("finished", feed.Picture.Page!.State);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(folder.Root).Order());
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder.Journal));
        FolderLock.TryTake(folder.Root, out _)!.Dispose();
    }
}
