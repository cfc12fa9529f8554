using System.Diagnostics;
using System.Text.RegularExpressions;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests.Docs;

/// <summary>A shell in the root of what looks like a clone to the pages: the examples and the studies, with <c>hypersearch</c> as a word that starts the program that was built with the tests.</summary>
internal sealed partial class CloneShell : IDisposable
{
    /// <summary>The longest that a block may take.</summary>
    private static readonly TimeSpan LongestBlock = Patience.Longest(TimeSpan.FromMinutes(1));

    private static readonly string Begin = $"set -euo pipefail\nhypersearch() {{ dotnet exec '{Path.Combine(AppContext.BaseDirectory, "hypersearch.dll")}' \"$@\"; }}\n";
    private readonly Sandbox sandbox = new();
    private readonly string clone;

    public CloneShell()
    {
        clone = Directory.CreateDirectory(sandbox.PathOf("clone")).FullName;
        string[] folders = [Path.Combine("docs", "examples"), .. Directory.GetDirectories(Path.Combine(Checkout.Root, "studies")).Select(f => Path.Combine("studies", Path.GetFileName(f)))];
        foreach (string folder in folders)
        {
            Directory.CreateDirectory(Path.Combine(clone, folder));
            sandbox.Copy(Path.Combine(Checkout.Root, folder), Path.Combine("clone", folder));
        }
    }

    /// <summary>The root of the clone.</summary>
    public string Root => clone;

    /// <summary>The processes that blocks have left behind.</summary>
    public IReadOnlyList<LinuxProcess> Processes => sandbox.Processes;

    /// <summary>Runs the commands of a page's blocks, and holds what they print against the blocks of text behind them; they leave no process.</summary>
    /// <param name="blocks">The page's blocks; what is behind one of the console's was printed by nothing here.</param>
    /// <param name="script">What is run of a block.</param>
    public async Task RunPage(IEnumerable<Fence> blocks, Func<Fence, string> script)
    {
        ProgramEnd? last = null;
        foreach (Fence block in blocks)
        {
            if (block.Language == "sh")
            {
                last = await Run(script(block));
                Assert.True(last.ExitCode == 0 && !last.HasStackTrace, $"{block} ends with {last}");
            }
            else if (block.Language == "text" && last is not null)
            {
                string? missing = block.MissingIn(last.Output + last.Errors);
                Assert.True(missing is null, $"{block}: the commands above it do not print \"{missing}\" there:\n{last}");
            }
            else if (block.Language == "console")
            {
                last = null;
            }
        }

        Assert.Empty(Processes);
    }

    /// <summary>Runs a block to its end: the first command that fails ends it, unless its line says <c># exit code N</c> and it ends with N.</summary>
    public async Task<ProgramEnd> Run(string block)
    {
        string script = Begin + ExpectedCode().Replace(block, "code=0; $1 || code=$?; [ $code = $2 ] || { echo \"exit code $code, not $2: $1\" >&2; exit 99; }");
        var start = new ProcessStartInfo("bash") { WorkingDirectory = clone, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        foreach ((string name, string value) in sandbox.Environment)
        {
            start.Environment[name] = value;
        }

        using Process shell = Process.Start(start)!;
        shell.StandardInput.Close();
        Task<string> output = shell.StandardOutput.ReadToEndAsync(), errors = shell.StandardError.ReadToEndAsync();
        using var late = new CancellationTokenSource(LongestBlock, TimeProvider.System);
        try
        {
            await shell.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            shell.Kill(entireProcessTree: true);
            throw new TimeoutException($"A block did not end within {LongestBlock.TotalSeconds:0} s:\n{block}");
        }

        return new ProgramEnd(shell.ExitCode, await output, await errors);
    }

    /// <inheritdoc />
    public void Dispose() => sandbox.Dispose();

    [GeneratedRegex(@"^(.+?)\s+# exit code (\d+)\b.*$", RegexOptions.Multiline)]
    private static partial Regex ExpectedCode();
}
