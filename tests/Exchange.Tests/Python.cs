using System.Diagnostics;
using System.Text.Json.Nodes;

namespace HyperSearch.Exchange.Tests;

/// <summary>Other people's readers, in Debian's Python.</summary>
internal static class Python
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(120);

    /// <summary>Runs a script of <c>Readers</c> and gives what it prints.</summary>
    public static async Task<string> Print(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Readers", script), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        using var late = new CancellationTokenSource(LongestRun, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{script} did not end within {LongestRun.TotalSeconds:0} s.");
        }

        Assert.True(process.ExitCode == 0, $"{script}: exit code {process.ExitCode}\n{await errors}");
        return await output;
    }

    /// <summary>Runs a script of <c>Readers</c> that prints JSON.</summary>
    public static async Task<JsonNode> Read(string script, params string[] arguments) => JsonNode.Parse(await Print(script, arguments))!;
}
