using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class ImportTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task Columns_are_ignored_as_often_as_the_option_is_given()
    {
        sandbox.Write("t.csv", "x,note,seconds,value\n1,a,10,3\n2,b,20,4\n");
        ProgramEnd end = await sandbox.Run("import", "t.csv", "--direction", "minimize", "--ignore", "note", "--ignore", "seconds");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.EndsWith("t.study: 2 trials (2 completed) over x.\n", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--ignore gone", "--ignore gone: t.csv has no column gone; it has x, value.\n")]
    [InlineData("--out t.csv/below.study", "t.csv/below.study cannot be a folder: ")]
    public async Task What_cannot_be_is_wrong_input_in_the_users_words_and_nothing_is_written(string options, string expected)
    {
        sandbox.Write("t.csv", "x,value\n1,3\n2,4\n");
        string[] before = Directory.GetFileSystemEntries(sandbox.PathOf());
        ProgramEnd end = await sandbox.Run(["import", "t.csv", "--direction", "minimize", .. options.Split(' ')]);
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains(expected, end.Errors, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(sandbox.PathOf()));
    }

    [Fact]
    public async Task A_direction_against_what_a_journal_says_is_wrong_input()
    {
        sandbox.Write("j.log", """{"op_code": 0, "worker_id": "w", "study_name": "s", "directions": [2]}""" + "\n");
        ProgramEnd end = await sandbox.Run("import", "j.log", "--direction", "minimize");
        Assert.Equal((2, "--direction minimize: j.log:1 says maximize of the study s; leave --direction out.\n"), (end.ExitCode, end.Errors));
    }
}
