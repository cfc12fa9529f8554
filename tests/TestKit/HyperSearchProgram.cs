using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HyperSearch.TestKit;

/// <summary>The built program as a process of its own, with what it prints.</summary>
public sealed class HyperSearchProgram : IDisposable
{
    private static readonly TimeSpan LongestRun = Patience.Longest(TimeSpan.FromSeconds(60));
    private readonly Process process;
    private readonly StringBuilder output = new(), errors = new();

    /// <summary>Starts the program.</summary>
    /// <param name="folder">Its working directory.</param>
    /// <param name="environment">Variables that are added to its environment.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="handles">How many files it may have open at once; null: as many as the tests.</param>
    internal HyperSearchProgram(string folder, IEnumerable<KeyValuePair<string, string>> environment, IEnumerable<string> arguments, int? handles = null)
    {
        string[] limited = handles is null ? [] : ["-c", string.Create(CultureInfo.InvariantCulture, $"ulimit -n {handles} && exec \"$@\""), "sh", "dotnet"];
        var start = new ProcessStartInfo(handles is null ? "dotnet" : "sh") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[.. limited, "exec", Path.Combine(AppContext.BaseDirectory, "hypersearch.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        process = System.Diagnostics.Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        Process = LinuxProcess.Find(process.Id) ?? new LinuxProcess(process.Id, "");
    }

    /// <summary>The process.</summary>
    public LinuxProcess Process { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>What it has printed so far on standard output.</summary>
    public string Printed
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>What it has said so far on standard error.</summary>
    public string Said
    {
        get
        {
            lock (errors)
            {
                return errors.ToString();
            }
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It does not end; it was killed, with what it had started.</exception>
    public async Task<ProgramEnd> EndAsync()
    {
        using var late = new CancellationTokenSource(LongestRun, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The program did not end within {LongestRun.TotalSeconds:0} s. It had printed:\n{output}\n{errors}");
        }

        return new ProgramEnd(process.ExitCode, output.ToString(), errors.ToString());
    }

    /// <inheritdoc />
    public void Dispose() => process.Dispose();

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.Append(line).Append('\n');
            }
        }
    }
}
