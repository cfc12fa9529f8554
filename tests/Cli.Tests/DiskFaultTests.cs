using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class DiskFaultTests(LongStudy undisturbed) : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task A_full_disk_ends_the_run_with_a_clear_message_and_nothing_recorded_is_lost()
    {
        sandbox.Write("study.json", SmallStudies.LongText());
        using TmpfsMount disk = Mount("120k");
        string folder = sandbox.PathOf("disk", "small"), journal = Path.Combine(folder, "journal.jsonl");
        ProgramEnd full = await sandbox.Run("run", "study.json", "--out", folder);
        AssertSaid(full, "No space left");
        Assert.Empty(sandbox.Processes);
        Assert.Empty(sandbox.RuntimeFolders);
        WorkId[] recorded = Ends(folder);
        Assert.NotEmpty(recorded);
        Assert.Equal("interrupted", (await sandbox.Status(folder))["state"]!.GetValue<string>());

        byte[] before = File.ReadAllBytes(journal);
        AssertSaid(await sandbox.Run("run", "study.json", "--out", folder), "No space left");
        Assert.Equal(before, File.ReadAllBytes(journal)[..before.Length]);

        disk.Remount("size=16m");
        ProgramEnd end = await sandbox.Run("run", "study.json", "--out", folder);
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Equal(recorded, Ends(folder)[..recorded.Length]);
        StudyChecks.AssertFinished(sandbox, folder, undisturbed.Hash);
    }

    [Fact]
    public async Task A_read_only_folder_can_be_read_and_not_run()
    {
        sandbox.Write("study.json", SmallStudies.LongText());
        using TmpfsMount disk = Mount("16m");
        string folder = sandbox.PathOf("disk", "small");
        ProgramEnd stopped = await sandbox.Run("run", "study.json", "--out", folder, "--stop-after", "0.5s");
        Assert.True(stopped.ExitCode == 3, stopped.ToString());
        disk.Remount("ro");
        AssertSaid(await sandbox.Run("run", "study.json", "--out", folder), "ead-only file system");
        AssertSaid(await sandbox.Run("run", "study.json", "--out", sandbox.PathOf("disk", "new")), "ead-only file system");
        AssertSaid(await sandbox.Run("init", sandbox.PathOf("disk", "new.json")), "ead-only file system");
        foreach (string command in (string[])["status", "verify", "export"])
        {
            ProgramEnd end = await sandbox.Run(command, folder);
            Assert.True(end.ExitCode == 0, end.ToString());
        }

        disk.Remount("rw");
        ProgramEnd finished = await sandbox.Run("run", "study.json", "--out", folder);
        Assert.True(finished.ExitCode == 0, finished.ToString());
        StudyChecks.AssertFinished(sandbox, folder, undisturbed.Hash);
    }

    private TmpfsMount Mount(string size)
    {
        TmpfsMount? disk = TmpfsMount.TryCreate(sandbox.PathOf("disk"), size, out string why);
        Assert.SkipWhen(disk is null && !Checkout.IsCi, why);
        Assert.True(disk is not null, why);
        return disk;
    }

    private static WorkId[] Ends(string folder) => [.. Sandbox.Journal(folder).OfType<TrialEnded>().Select(r => new WorkId(r.Trial, r.Repeat))];

    private static void AssertSaid(ProgramEnd end, string words)
    {
        Assert.True(end.ExitCode is 1 or 2, end.ToString());
        Assert.False(end.HasStackTrace, end.ToString());
        Assert.Contains(words, end.Errors, StringComparison.Ordinal);
    }
}
