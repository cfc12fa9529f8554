using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;
using HyperSearch.Workers.Local;
using Serilog;

namespace HyperSearch.Workers.Tests;

public sealed class LocalWorkerPoolTests
{
    private static readonly ILogger Silent = new LoggerConfiguration().CreateLogger();

    [Fact]
    public async Task Workers_that_end_at_once_end_the_pool_with_their_last_words()
    {
        RunFailedException fault = await Assert.ThrowsAsync<RunFailedException>(() => RunAsync("echo the library is missing >&2; exit 127"));
        Assert.Contains("as soon as they start", fault.Message, StringComparison.Ordinal);
        Assert.Contains("the library is missing", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_cannot_read_the_data_ends_the_pool_with_what_it_said()
    {
        RunFailedException fault = await Assert.ThrowsAsync<RunFailedException>(() => RunAsync("echo the data are gone >&2; exit 2"));
        Assert.Equal("the data are gone", fault.Message);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        var pool = new LocalWorkerPool(new WorkerCommand("/no/such/program", []), 2, TimeSpan.FromSeconds(30), TimeProvider.System, Silent);
        WorkerPoolException fault = await Assert.ThrowsAsync<WorkerPoolException>(() => pool.RunAsync(new StudyDesk(), CancellationToken.None));
        Assert.Contains("/no/such/program", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_is_stopped_no_worker_is_left()
    {
        using var stop = new CancellationTokenSource();
        int started = 0;
        var process = new TaskCompletionSource<int>();
        var pool = new LocalWorkerPool(new WorkerCommand("sh", ["-c", "sleep 60", "sh"]), 1, TimeSpan.FromSeconds(30), TimeProvider.System, Silent)
        {
            Started = (_, id) =>
            {
                started++;
                process.TrySetResult(id);
            },
        };
        Task running = pool.RunAsync(new StudyDesk(), stop.Token);
        int id = await process.Task;
        await stop.CancelAsync();
        await running;
        Assert.Equal(1, started);
        Assert.Null(LinuxProcess.Find(id));
    }

    [Fact]
    public async Task It_takes_over_the_workers_that_were_started_ahead_and_starts_the_rest()
    {
        using var stop = new CancellationTokenSource();
        var names = new List<string>();
        var all = new TaskCompletionSource();
        var command = new WorkerCommand("sh", ["-c", "read line", "sh"]);
        using var ahead = new WorkerProcesses(command);
        ahead.StartAhead(1);
        int first = Assert.Single(Children()).Id;
        var pool = new LocalWorkerPool(command, 2, TimeSpan.FromSeconds(30), TimeProvider.System, Silent)
        {
            Ahead = ahead,
            Started = (name, _) =>
            {
                names.Add(name);
                if (names.Count == 2)
                {
                    all.SetResult();
                }
            },
        };
        Task running = pool.RunAsync(new StudyDesk(), stop.Token);
        await all.Task;
        Assert.Equal(["w1", "w2"], names);
        Assert.Equal(2, Children().Length);
        Assert.Contains(Children(), child => child.Id == first);
        await stop.CancelAsync();
        await running;
        Assert.Empty(Children());

        LinuxProcess[] Children() => [.. LinuxProcess.All().Where(p => p.CommandLine.Contains(ahead.Address))];
    }

    [Fact]
    public void Workers_that_were_started_for_a_pool_that_never_ran_are_ended_and_leave_nothing()
    {
        string address;
        using (var ahead = new WorkerProcesses(new WorkerCommand("sh", ["-c", "read line", "sh"])))
        {
            ahead.StartAhead(2);
            address = ahead.Address;
            Assert.Equal(2, LinuxProcess.All().Count(p => p.CommandLine.Contains(address)));
        }

        Assert.DoesNotContain(LinuxProcess.All(), p => p.CommandLine.Contains(address));
        Assert.False(Directory.Exists(Path.GetDirectoryName(address["unix:".Length..])));
    }

    [Fact]
    public async Task Workers_that_are_killed_as_they_start_end_the_pool_with_the_signal()
    {
        RunFailedException fault = await Assert.ThrowsAsync<RunFailedException>(() => RunAsync("kill -9 $$"));
        Assert.Contains("signal 9", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Runs a study with workers that are a shell script.</summary>
    private static async Task RunAsync(string script)
    {
        string folder = Directory.CreateTempSubdirectory("hs-").FullName;
        try
        {
            StudyDefinition study = ToyStudies.Read(ToyStudies.Tuners[0], 4);
            using var journal = JournalWriter.Create(Path.Combine(folder, "journal.jsonl"), TimeProvider.System);
            var coordinator = new Coordinator(new StudyState(study), TunerCatalog.Create(study), ToyTrainer.Plan);
            var pool = new LocalWorkerPool(new WorkerCommand("sh", ["-c", script, "sh"]), 2, TimeSpan.FromSeconds(30), TimeProvider.System, Silent);
            await new StudyRunner(coordinator, journal, TimeProvider.System, _ => { }).RunAsync(pool, CancellationToken.None);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
