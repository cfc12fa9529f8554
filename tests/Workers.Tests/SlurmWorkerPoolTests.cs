using System.Runtime.Versioning;
using HyperSearch.Search.Coordination;
using HyperSearch.TestKit;
using HyperSearch.Workers.Local;
using HyperSearch.Workers.Remote;
using HyperSearch.Workers.Slurm;
using Serilog;

namespace HyperSearch.Workers.Tests;

/// <summary>What the pool makes of Slurm's answers, given by scripts; the real Slurm is in the tests of the command line.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlurmWorkerPoolTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Dictionary<string, string?> before = [];

    public SlurmWorkerPoolTests()
    {
        Set("PATH", $"{folder.Root}:{Environment.GetEnvironmentVariable("PATH")}");
        Command("squeue", "exit 0");
        Command("scancel", $"echo \"$@\" >> {folder["cancelled"]}");
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        folder.Dispose();
    }

    [Fact]
    public async Task Workers_that_end_before_they_come_end_the_run_with_what_they_said_and_leave_nothing()
    {
        Command("sbatch", $"for n in 1 2 3; do echo 'the program is not on this node' > {folder["slurm"]}/worker-17_$n.log; done; echo 17");
        WorkerPoolException fault = await Assert.ThrowsAsync<WorkerPoolException>(() => Pool(3).RunAsync(new StudyDesk(), CancellationToken.None));
        Assert.Contains("the program is not on this node", fault.Message, StringComparison.Ordinal);
        Assert.Contains("worker-17_3.log", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["token"]));
        Assert.Equal(2, File.ReadAllLines(folder["cancelled"]).Length); // what a run before left, and what this one leaves
    }

    [Fact]
    public async Task The_job_that_a_coordinator_runs_in_is_not_handed_on_to_its_workers()
    {
        Set("SLURM_JOB_ID", "1");
        Set("SLURM_MEM_PER_CPU", "1");
        Set("SLURM_CONF", "/etc/slurm/slurm.conf");
        Set("SBATCH_ACCOUNT", "mine");
        Command("sbatch", $"env > {folder["environment"]}; echo \"$@\" > {folder["arguments"]}; cat {folder["slurm"]}/worker.sh > {folder["script"]}; echo refused >&2; exit 1");
        WorkerPoolException fault = await Assert.ThrowsAsync<WorkerPoolException>(() => Pool(3).RunAsync(new StudyDesk(), CancellationToken.None));
        Assert.True(fault.IsWrongInput);
        Assert.Contains("refused", fault.Message, StringComparison.Ordinal);

        string[] environment = File.ReadAllLines(folder["environment"]);
        Assert.DoesNotContain(environment, line => line.StartsWith("SLURM_JOB_ID", StringComparison.Ordinal) || line.StartsWith("SLURM_MEM", StringComparison.Ordinal));
        Assert.Contains("SLURM_CONF=/etc/slurm/slurm.conf", environment);
        Assert.Contains("SBATCH_ACCOUNT=mine", environment);
        string arguments = File.ReadAllText(folder["arguments"]);
        Assert.All((string[])["--array=1-3", "--requeue", "--partition=cpu"], argument => Assert.Contains(argument, arguments, StringComparison.Ordinal));
        Assert.Contains($"'--token-file' '{folder["token"]}'", File.ReadAllText(folder["script"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_quotes_whatever_is_in_a_path()
    {
        var worker = new WorkerCommand("/opt/it's here/hypersearch", []);
        string script = SlurmWorkerPool.ScriptOf(new SlurmOptions(worker, 1, [], "/f", "/c a.pem"), new Uri("https://node:7000"), "/x; $(touch y)/token");
        Assert.Contains("""'/opt/it'\''s here/hypersearch' 'worker' '--connect' 'https://node:7000' '--token-file' '/x; $(touch y)/token' '--ca' '/c a.pem' --name "s${SLURM_ARRAY_JOB_ID}""", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Jobs_of_two_folders_have_two_names_and_none_that_a_list_of_names_would_split()
    {
        string first = SlurmWorkerPool.NameOf("a, b", "/one"), second = SlurmWorkerPool.NameOf("a, b", "/two");
        Assert.NotEqual(first, second);
        Assert.Matches("^[A-Za-z0-9_.-]+$", first);
        Assert.True(SlurmWorkerPool.NameOf(new string('x', 500), "/one").Length < 64);
    }

    private SlurmWorkerPool Pool(int count) => new(
        "study",
        new SlurmOptions(new WorkerCommand("hypersearch", []), count, ["--partition=cpu"], folder.Root, null),
        new ListenOptions(ListenAddress.Parse("127.0.0.1"), folder["token"], false, null, TimeSpan.FromSeconds(30), TimeProvider.System, new LoggerConfiguration().CreateLogger(), _ => { }, _ => { }));

    private void Set(string name, string value)
    {
        before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    private void Command(string name, string body)
    {
        File.WriteAllText(folder[name], $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
