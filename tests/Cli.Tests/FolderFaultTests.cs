using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class FolderFaultTests(FinishedStudy finished) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [InlineData("status")]
    [InlineData("best")]
    [InlineData("export")]
    [InlineData("verify")]
    [InlineData("resume")]
    public async Task A_folder_that_is_missing_or_holds_no_study_is_wrong_input(string command)
    {
        Directory.CreateDirectory(sandbox.PathOf("empty"));
        sandbox.Write("file", "");
        foreach (string folder in (string[])["missing", "empty", "file"])
        {
            ProgramEnd end = await sandbox.Run(command, folder);
            Assert.True(end.ExitCode == 2, end.ToString());
            Assert.False(end.HasStackTrace, end.ToString());
            Assert.Contains(folder, end.Errors, StringComparison.Ordinal);
            Assert.Empty(end.Output);
        }
    }

    [Theory]
    [InlineData("missing.json", "there is no such file")]
    [InlineData("tmp", "this is a folder")]
    public async Task A_study_file_that_is_missing_or_a_folder_is_wrong_input(string file, string why)
    {
        foreach (string command in (string[])["run", "validate"])
        {
            ProgramEnd end = await sandbox.Run(command, file);
            Assert.True(end.ExitCode == 2, end.ToString());
            Assert.Contains(why, end.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_temp_folder_too_deep_for_a_sockets_name_is_no_obstacle()
    {
        sandbox.Write("study.json", SmallStudies.Text(trials: 3, confirm: null));
        string deep = Directory.CreateDirectory(sandbox.PathOf("tmp", new string('d', 100))).FullName;
        sandbox.Environment["TMPDIR"] = deep;
        ProgramEnd end = await sandbox.Run("run", "study.json");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Empty(Directory.GetFileSystemEntries(deep));
    }

    [Fact]
    public async Task A_journal_whose_first_record_is_damaged_cannot_be_repaired_and_says_so()
    {
        string folder = sandbox.Copy(finished.Folder, "damaged");
        byte[] journal = File.ReadAllBytes(Path.Combine(folder, "journal.jsonl"));
        journal[10] ^= 1;
        File.WriteAllBytes(Path.Combine(folder, "journal.jsonl"), journal);
        ProgramEnd end = await sandbox.Run("resume", folder, "--repair");
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains("Start anew with --out", end.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("--repair", end.Errors, StringComparison.Ordinal);
        Assert.Equal(journal, File.ReadAllBytes(Path.Combine(folder, "journal.jsonl")));
    }

    [Fact]
    public async Task A_file_where_the_study_folder_belongs_is_wrong_input()
    {
        sandbox.Write("study.json", SmallStudies.Text());
        sandbox.Write("file", "mine");
        foreach (string path in (string[])["file", "file/below"])
        {
            ProgramEnd end = await sandbox.Run("run", "study.json", "--out", path);
            Assert.True(end.ExitCode == 2, end.ToString());
            Assert.Contains("file", end.Errors, StringComparison.Ordinal);
        }

        Assert.Equal("mine", File.ReadAllText(sandbox.PathOf("file")));
    }

    [Fact]
    public async Task A_folder_in_use_by_another_run_is_refused_with_the_process_that_has_it()
    {
        sandbox.Write("study.json", SmallStudies.EndlessText());
        using HyperSearchProgram program = sandbox.Start("run", "study.json");
        string folder = sandbox.PathOf("small.study");
        await Patience.Until(() => StudyChecks.Ended(folder) >= 1, LongestWait, "a trial");
        foreach (string[] arguments in (string[][])[["run", "study.json"], ["resume", "small.study"]])
        {
            ProgramEnd end = await sandbox.Run(arguments);
            Assert.True(end.ExitCode == 2, end.ToString());
            Assert.Contains($"process {program.Process.Id} ", end.Errors, StringComparison.Ordinal);
        }

        Assert.Equal("running", (await sandbox.Status(folder))["state"]!.GetValue<string>());
        program.Process.Interrupt();
        await program.EndAsync();
    }

    [Fact]
    public async Task A_damaged_journal_is_refused_with_the_offset_and_repair_goes_on_before_the_damage()
    {
        string folder = sandbox.Copy(finished.Folder, "damaged"), journal = Path.Combine(folder, "journal.jsonl");
        byte[] bytes = File.ReadAllBytes(journal);
        int line = Array.IndexOf(bytes, (byte)'\n', bytes.Length / 2) + 1;
        bytes[line + 30] ^= 1;
        File.WriteAllBytes(journal, bytes);
        foreach (string[] arguments in (string[][])[["run", finished.File, "--out", folder], ["resume", folder], ["status", folder], ["verify", folder]])
        {
            ProgramEnd end = await sandbox.Run(arguments);
            Assert.True(end.ExitCode == 2, end.ToString());
            Assert.Contains($"damaged at byte {line}", end.Errors, StringComparison.Ordinal);
            Assert.Contains("--repair", end.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(bytes, File.ReadAllBytes(journal));
        ProgramEnd repaired = await sandbox.Run("resume", folder, "--repair");
        Assert.True(repaired.ExitCode == 0, repaired.ToString());
        Assert.Contains("with all records after it", repaired.Errors, StringComparison.Ordinal);
        StudyChecks.AssertFinished(sandbox, folder, finished.Hash);
        Assert.Equal(bytes[line..], File.ReadAllBytes($"{journal}.cut-{line}"));
    }

    [Fact]
    public async Task A_torn_end_is_mended_said_and_kept()
    {
        string folder = sandbox.Copy(finished.Folder, "torn"), journal = Path.Combine(folder, "journal.jsonl");
        byte[] bytes = File.ReadAllBytes(journal);
        File.WriteAllBytes(journal, bytes[..^7]);
        ProgramEnd end = await sandbox.Run("resume", folder);
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("torn off", end.Errors, StringComparison.Ordinal);
        StudyChecks.AssertFinished(sandbox, folder, finished.Hash);
        Assert.IsType<StudyFinished>(Sandbox.Journal(folder)[^1]);
        Assert.Single(Directory.GetFiles(folder, "journal.jsonl.cut-*"));
    }
}
