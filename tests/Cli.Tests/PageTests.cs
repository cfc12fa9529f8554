using System.Text.RegularExpressions;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>The commands that show a study as a page.</summary>
public sealed class PageTests(FinishedStudy finished)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_run_ends_with_its_report() =>
        Assert.Contains("<title>small: Trial ", File.ReadAllText(Path.Combine(finished.Folder, "report.html")), StringComparison.Ordinal);

    [Fact]
    public async Task The_report_goes_where_it_is_asked_for()
    {
        using var sandbox = new Sandbox();
        ProgramEnd end = await sandbox.Run("report", finished.Folder, "--out", sandbox.PathOf("page.html"));
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Equal(sandbox.PathOf("page.html") + "\n", end.Output);
        Assert.Equal(Title(Path.Combine(finished.Folder, "report.html")), Title(sandbox.PathOf("page.html")));
    }

    [Fact]
    public async Task The_dashboard_serves_studies_until_it_is_interrupted()
    {
        using var sandbox = new Sandbox();
        using HyperSearchProgram program = sandbox.Start("dashboard", finished.Folder, "--listen", "0");
        await Patience.Until(() => program.Printed.Contains('\n', StringComparison.Ordinal), LongestWait, "the address");
        string address = Regex.Match(program.Printed, @"^http://127\.0\.0\.1:[0-9]+/").Value;
        using var http = new HttpClient();
        Assert.Contains("<script src=\"page.js\"", await http.GetStringAsync(new Uri(address)), StringComparison.Ordinal);
        program.Process.Interrupt();
        Assert.Equal(0, (await program.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_run_shows_its_dashboard_while_it_lasts()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("study.json", SmallStudies.Text());
        ProgramEnd end = await sandbox.Run("run", "study.json", "--dashboard");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Matches(@"Dashboard: http://127\.0\.0\.1:[0-9]+/", end.Errors);
    }

    [Theory]
    [InlineData("no port", "--listen no port: an address of this machine is needed, a port from 0 to 65535, or both")]
    [InlineData("70000", "--listen 70000: an address of this machine is needed, a port from 0 to 65535, or both")]
    [InlineData("192.0.2.1:8080", "--listen 192.0.2.1:8080:")] // of no machine: kept for documentation
    public async Task An_address_that_cannot_be_listened_on_is_wrong_input(string address, string message)
    {
        using var sandbox = new Sandbox();
        ProgramEnd end = await sandbox.Run("dashboard", finished.Folder, "--listen", address);
        Assert.Equal(2, end.ExitCode);
        Assert.Contains(message, end.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report")]
    [InlineData("dashboard")]
    public async Task A_folder_without_a_study_is_wrong_input(string command)
    {
        using var sandbox = new Sandbox();
        ProgramEnd end = await sandbox.Run(command, sandbox.Root);
        Assert.Equal(2, end.ExitCode);
        Assert.Contains("is not a study folder", end.Errors, StringComparison.Ordinal);
    }

    private static string Title(string page) => Regex.Match(File.ReadAllText(page), "<title>.*</title>").Value;
}
