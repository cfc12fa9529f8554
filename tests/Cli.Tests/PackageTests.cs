using System.Diagnostics;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>The program as a .NET tool, packed from what was built for the tests and installed from that folder alone.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task The_tool_is_packed_and_installed_and_runs_a_study_with_workers_of_its_own()
    {
        string configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        await RunAsync("dotnet", "pack", Path.Combine(Checkout.Root, "src", "Cli"), "-c", configuration, "--no-build", "--no-restore", "-o", sandbox.PathOf("packages"));
        await RunAsync("dotnet", "tool", "install", "hypersearch", "--source", sandbox.PathOf("packages"), "--tool-path", sandbox.PathOf("tools"));
        string tool = sandbox.PathOf("tools", "hypersearch");
        Assert.StartsWith("hypersearch ", await RunAsync(tool, "--version"), StringComparison.Ordinal);

        sandbox.Write("study.json", SmallStudies.Text(trials: 2, confirm: null));
        Assert.Contains("small: finished, 2 of 2 trials over", await RunAsync(tool, "run", sandbox.PathOf("study.json"), "--workers", "1"), StringComparison.Ordinal);
        Assert.True(File.Exists(sandbox.PathOf("small.study", "report.html")));
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = sandbox.Root };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // a build server that is left over would keep the folder
        foreach ((string name, string value) in sandbox.Environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{output}\n{await errors}");
        return output;
    }
}
