using System.Text.RegularExpressions;

namespace HyperSearch.Workers.Slurm;

/// <summary>A task of a job array, as the queue shows it.</summary>
/// <param name="Id">Such as <c>17_3</c>.</param>
/// <param name="State">The compact state: <c>R</c> running, <c>PD</c> waiting, <c>CG</c> ending, and others.</param>
/// <param name="Reason">Why it waits, in a word.</param>
internal sealed partial record SlurmTask(string Id, string State, string Reason)
{
    /// <summary>The columns that <see cref="Parse"/> understands, for <c>squeue --format</c>.</summary>
    public const string Format = "%i|%t|%r";

    /// <summary>Whether it has a node.</summary>
    public bool IsRunning => State is "R" or "CF" or "CG" or "S";

    /// <summary>A line of <c>squeue --noheader --array --format</c>; null where it is none.</summary>
    public static SlurmTask? Parse(string line) => line.Split('|') is [var id, var state, var reason] ? new SlurmTask(id.Trim(), state.Trim(), reason.Trim()) : null;

    /// <summary>The name of a worker, as the shell that starts it writes it: its task, and how often that was started before.</summary>
    public const string WorkerName = "s${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}.${SLURM_RESTART_COUNT:-0}";

    /// <summary>The task of a worker of such a name; null for a worker that was started otherwise.</summary>
    public static string? OfWorker(string worker) => Name().Match(worker) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^s(\d+_\d+)\.\d+$")]
    private static partial Regex Name();
}
