using System.Diagnostics;
using HyperSearch.Workers.Local;

namespace HyperSearch.Workers.Tests;

public sealed class WorkerLimitsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void The_limit_that_is_passed_is_named_and_a_worker_without_a_trial_passes_none()
    {
        var limits = new WorkerLimits(5 << 20, 10 * Second, 2 * Second);
        Assert.Null(limits.Passed(() => 5 << 20, 10 * Second, 2 * Second));
        Assert.Null(limits.Passed(() => 6 << 20, null, null));
        Assert.Equal("the trial took longer than 10 s", limits.Passed(() => 0, 11 * Second, Second));
        Assert.Equal("an epoch took longer than 2 s", limits.Passed(() => 0, 5 * Second, 3 * Second));
        Assert.Equal("the trial took 6 MiB of memory, and 5 are allowed", limits.Passed(() => 6 << 20, Second, Second));
        Assert.Null(new WorkerLimits().Passed(() => throw new InvalidOperationException("nobody asked"), 1000 * Second, 1000 * Second));
    }

    [Fact]
    public async Task The_memory_of_a_process_is_that_of_all_it_has_started()
    {
        // A shell that starts a shell that holds 40 MB.
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", "sh -c 'x=$(head -c 40000000 /dev/zero | tr \"\\0\" x); echo ready; sleep 60; :' & wait"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        try
        {
            Assert.Equal("ready", await shell.StandardOutput.ReadLineAsync());
            Assert.InRange(ProcessTree.MemoryOf(shell), 40_000_000, 1L << 30);
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }
    }
}
