using System.Diagnostics;
using System.Globalization;
using HyperSearch.Cli.Tests.Docs;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>The packages, packed from what was built for the tests and installed from that folder alone: the program as a .NET tool, the search as a library.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task The_tool_is_packed_and_installed_and_runs_a_study_with_workers_of_its_own()
    {
        await PackAsync("Cli");
        await RunAsync("dotnet", "tool", "install", "hypersearch", "--source", sandbox.PathOf("packages"), "--tool-path", sandbox.PathOf("tools"));
        string tool = sandbox.PathOf("tools", "hypersearch");
        Assert.StartsWith("hypersearch ", await RunAsync(tool, "--version"), StringComparison.Ordinal);

        sandbox.Write("study.json", SmallStudies.Text(trials: 2, confirm: null));
        Assert.Contains("small: finished, 2 of 2 trials over", await RunAsync(tool, "run", sandbox.PathOf("study.json"), "--workers", "1"), StringComparison.Ordinal);
        Assert.True(File.Exists(sandbox.PathOf("small.study", "report.html")));
    }

    [Fact]
    public async Task The_library_is_packed_and_a_new_project_with_the_pages_examples_restores_builds_and_runs()
    {
        await PackAsync("Numerics");
        await PackAsync("Search");
        File.Copy(MathNet(), sandbox.PathOf("packages", Path.GetFileName(MathNet()))); // the one package besides that the library needs; tests have no network
        sandbox.Write("NuGet.Config", """<configuration><packageSources><clear /></packageSources></configuration>""");
        sandbox.Environment["NUGET_PACKAGES"] = sandbox.PathOf("restored");
        await RunAsync("dotnet", "nuget", "add", "source", sandbox.PathOf("packages"), "--name", "hypersearch", "--configfile", sandbox.PathOf("NuGet.Config"));
        await RunAsync("dotnet", "new", "console", "--no-restore", "-o", sandbox.PathOf("app"));
        await RunAsync("dotnet", "add", sandbox.PathOf("app", "app.csproj"), "package", "HyperSearch.Search");
        string[] examples = [.. Fence.Of(Checkout.Root, "docs/library.md").Where(block => block.Language == "csharp").Select(block => block.Text)];
        Assert.Equal(2, examples.Length);
        File.WriteAllText(sandbox.PathOf("app", "OptimizeExample.cs"), examples[0]);
        File.WriteAllText(sandbox.PathOf("app", "AskTellExample.cs"), examples[1]);
        File.WriteAllText(sandbox.PathOf("app", "Program.cs"), """
            using System.Globalization;
            using HyperSearch.Examples;

            Console.WriteLine(await LibraryExample.RunAsync("example.study", 1));
            Console.WriteLine(await LibraryExample.RunAsync(null, 2));
            Console.WriteLine(AskTellExample.Run().ToString(CultureInfo.InvariantCulture));
            """);

        string[] lines = (await RunAsync("dotnet", "run", "-c", "Release", "--project", sandbox.PathOf("app"))).Trim().Split('\n');
        Assert.Matches(@"^trial \d+: 0\.\d+, hash [0-9a-f]{64}$", lines[0]);
        Assert.Equal(lines[0], lines[1]);
        Assert.InRange(double.Parse(lines[2], CultureInfo.InvariantCulture), 0, 0.05);
        Assert.True(File.Exists(sandbox.PathOf("example.study", "journal.jsonl")));
        Assert.Equal(["hypersearch.numerics", "hypersearch.search", "mathnet.numerics"], Directory.GetDirectories(sandbox.PathOf("restored")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>The package that the tests themselves were built with.</summary>
    private static string MathNet()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named ? named : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.GetFiles(Path.Combine(packages, "mathnet.numerics"), "*.nupkg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
    }

    private async Task PackAsync(string project)
    {
        string configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        await RunAsync("dotnet", "pack", Path.Combine(Checkout.Root, "src", project), "-c", configuration, "--no-build", "--no-restore", "-o", sandbox.PathOf("packages"));
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = sandbox.Root };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // build servers that are left over would keep the folder
        start.Environment["UseSharedCompilation"] = "false";
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
