using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using HyperSearch.Search.Studies;
using HyperSearch.Workers.Local;

namespace HyperSearch.Workers.Programs;

/// <summary>A program while it runs: its lines, its limits, and an end that leaves nothing of it behind.</summary>
internal sealed class ProgramRun : IDisposable
{
    /// <summary>How often limits are looked at.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Lines that wait to be read; a program that prints faster waits.</summary>
    private const int MostWaiting = 1000;

    /// <summary>Longer lines are cut; no epoch needs as much.</summary>
    private const int LongestLine = 1 << 16;

    private readonly BlockingCollection<string> lines = new(MostWaiting);
    private readonly ProgramOptions options;
    private readonly Process process;
    private readonly ProgramProcesses processes;
    private readonly TimeProvider time;
    private readonly ErrorTail errors;
    private readonly CancellationToken unwanted;
    private readonly long started;
    private readonly Task reading;
    private long epochBegan;
    private volatile string lastError = "";

    private ProgramRun(ProgramOptions options, Process process, ProgramProcesses processes, TimeProvider time, ErrorTail errors, CancellationToken unwanted)
    {
        (this.options, this.process, this.processes, this.time, this.errors, this.unwanted) = (options, process, processes, time, errors, unwanted);
        epochBegan = started = time.GetTimestamp();
        Task output = Task.Run(() => ReadLines(process.StandardOutput, Give), CancellationToken.None);
        Task complaints = Task.Run(() => ReadLines(process.StandardError, Keep), CancellationToken.None);
        reading = Task.WhenAll(output, complaints);
        _ = output.ContinueWith(_ => lines.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Starts a program.</summary>
    /// <exception cref="ProgramException">It cannot be started.</exception>
    public static ProgramRun Start(ProgramOptions options, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> variables, TimeProvider time, ErrorTail errors, CancellationToken unwanted)
    {
        string scratch = ProgramProcesses.NewScratch(), folder = options.Folder!;
        string program = command[0].Contains('/') ? Path.GetFullPath(command[0], folder) : command[0];
        var start = new ProcessStartInfo(program, command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        WorkerProcesses.RemoveSettings(start.Environment);
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        start.Environment[ProgramProcesses.Variable] = scratch;
        Directory.CreateDirectory(scratch);
        var processes = new ProgramProcesses(scratch);
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return new ProgramRun(options, process, processes, time, errors, unwanted);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            processes.Remove();
            throw new ProgramException($"{command[0]} cannot be started in {folder}: {e.Message}");
        }
    }

    /// <summary>Its lines, until it has ended and all are read, or closed its output.</summary>
    /// <exception cref="ProgramException">It passed a limit.</exception>
    /// <exception cref="OperationCanceledException">It is unwanted.</exception>
    public IEnumerable<string> Lines()
    {
        while (!lines.IsCompleted)
        {
            if (lines.TryTake(out string? line, LookEvery))
            {
                yield return line;
            }
            else
            {
                CheckLimits();
                if (process.HasExited && !reading.IsCompleted)
                {
                    // What it has left running in the background may hold its output open for ever.
                    processes.Remove();
                }
            }
        }
    }

    /// <summary>Notes that the line of an epoch has come.</summary>
    public void BeginEpoch()
    {
        CheckLimits();
        epochBegan = time.GetTimestamp();
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="ProgramException">It failed, or passed a limit.</exception>
    /// <exception cref="OperationCanceledException">It is unwanted.</exception>
    public void CheckEnd()
    {
        while (!process.WaitForExit(LookEvery))
        {
            CheckLimits();
        }

        if (process.ExitCode != 0)
        {
            reading.Wait(LookEvery);
            string how = process.ExitCode > 128 ? $"was killed by signal {process.ExitCode - 128}" : string.Create(CultureInfo.InvariantCulture, $"ended with exit code {process.ExitCode}");
            throw new ProgramException($"the program {how}{(lastError.Length > 0 ? $": {lastError}" : "")}");
        }
    }

    /// <summary>Kills what is left of it.</summary>
    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }

        processes.Remove();
        lines.CompleteAdding();
        reading.Wait(LookEvery); // what it complained of last
        process.Dispose();
    }

    private void CheckLimits()
    {
        unwanted.ThrowIfCancellationRequested();
        if (options.Timeout.Trial is { } trial && time.GetElapsedTime(started).TotalSeconds > trial)
        {
            throw new ProgramException(string.Create(CultureInfo.InvariantCulture, $"it ran for longer than trainer.timeout.trial, {trial} s, and was killed"));
        }

        if (options.Timeout.Epoch is { } epoch && time.GetElapsedTime(epochBegan).TotalSeconds > epoch)
        {
            throw new ProgramException(string.Create(CultureInfo.InvariantCulture, $"an epoch of it took longer than trainer.timeout.epoch, {epoch} s; it was killed"));
        }

        if (options.Memory is { } most && processes.Memory() >> 20 is var used && used > most)
        {
            throw new ProgramException(string.Create(CultureInfo.InvariantCulture, $"it held {used} MiB, more than trainer.memory, {most} MiB, and was killed"));
        }
    }

    private void Give(string line)
    {
        try
        {
            lines.Add(line, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // Nobody reads any more.
        }
    }

    private void Keep(string line)
    {
        errors.Add(line);
        string plain = ForeignText.Plain(line).Trim();
        lastError = plain.Length > 0 ? plain : lastError; // the last line may only set back a colour
    }

    private static void ReadLines(StreamReader reader, Action<string> give)
    {
        var line = new StringBuilder();
        char[] buffer = new char[4096];
        try
        {
            for (int count = reader.Read(buffer); count > 0; count = reader.Read(buffer))
            {
                foreach (char c in buffer.AsSpan(0, count))
                {
                    if (c == '\n')
                    {
                        give(line.ToString());
                        line.Clear();
                    }
                    else if (line.Length < LongestLine)
                    {
                        line.Append(c);
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It was killed while it wrote.
        }

        if (line.Length > 0)
        {
            give(line.ToString());
        }
    }
}
