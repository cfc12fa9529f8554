using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Workers.Slurm;

/// <summary>Slurm, by its commands: <c>sbatch</c>, <c>squeue</c>, <c>scancel</c>. All jobs of a run bear one name, by which they are found and cancelled.</summary>
/// <param name="jobName">That name.</param>
/// <param name="time">The clock that limits how long a command may take.</param>
internal sealed class SlurmCommands(string jobName, TimeProvider time)
{
    private static readonly TimeSpan LongestCommand = TimeSpan.FromSeconds(60);

    /// <summary>Submits a job array that is requeued when its node is lost.</summary>
    /// <param name="script">The script of every task.</param>
    /// <param name="count">How many tasks.</param>
    /// <param name="output">The pattern of the files that tasks print to.</param>
    /// <param name="further">The user's arguments.</param>
    /// <returns>The array's job number.</returns>
    /// <exception cref="WorkerPoolException">It was refused; the message is Slurm's.</exception>
    public async Task<string> SubmitAsync(string script, int count, string output, IReadOnlyList<string> further)
    {
        string array = string.Create(CultureInfo.InvariantCulture, $"--array=1-{count}");
        (int code, string printed, string errors) = await RunAsync("sbatch", ["--parsable", array, "--requeue", $"--job-name={jobName}", $"--output={output}", "--open-mode=append", .. further, script]).ConfigureAwait(false);
        return code == 0
            ? printed.Trim().Split(';')[0]
            : throw new WorkerPoolException($"sbatch did not take the workers: {errors.Trim()}", isWrongInput: true);
    }

    /// <summary>The tasks that wait or run.</summary>
    /// <returns>Them; null when Slurm does not answer just now.</returns>
    public async Task<IReadOnlyList<SlurmTask>?> QueueAsync()
    {
        (int code, string printed, _) = await RunAsync("squeue", ["--noheader", "--array", $"--user={Environment.UserName}", $"--name={jobName}", $"--format={SlurmTask.Format}"]).ConfigureAwait(false);
        return code == 0 ? [.. printed.Split('\n').Select(SlurmTask.Parse).OfType<SlurmTask>()] : null;
    }

    /// <summary>Cancels one task.</summary>
    public Task CancelAsync(string task) => RunAsync("scancel", [task]);

    /// <summary>Cancels every task of the name, also those of a run before.</summary>
    public Task CancelAllAsync() => RunAsync("scancel", [$"--user={Environment.UserName}", $"--name={jobName}"]);

    private async Task<(int Code, string Printed, string Errors)> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string variable in start.Environment.Keys.Where(IsForeign).ToArray())
        {
            start.Environment.Remove(variable);
        }

        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            using var late = new CancellationTokenSource(LongestCommand, time);
            try
            {
                Task<string> printed = process.StandardOutput.ReadToEndAsync(late.Token), errors = process.StandardError.ReadToEndAsync(late.Token);
                await process.WaitForExitAsync(late.Token).ConfigureAwait(false);
                return (process.ExitCode, await printed.ConfigureAwait(false), await errors.ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                return (-1, "", $"{program} does not answer.");
            }
        }
        catch (Win32Exception e)
        {
            throw new WorkerPoolException($"--pool slurm needs Slurm's commands, and {program} cannot be started: {e.Message}. Is this a login node of the cluster?", isWrongInput: true);
        }
    }

    /// <summary>
    /// Whether a variable would turn a command from what it is to do: those of the job that the coordinator itself may run in, which its workers must not inherit, and those
    /// that give the queue another look.
    /// </summary>
    private static bool IsForeign(string variable) =>
        (variable.StartsWith("SLURM_", StringComparison.Ordinal) && variable != "SLURM_CONF")
        || variable.StartsWith("SQUEUE_", StringComparison.Ordinal) || variable.StartsWith("SCANCEL_", StringComparison.Ordinal);
}
