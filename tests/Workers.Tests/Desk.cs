using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;

namespace HyperSearch.Workers.Tests;

/// <summary>A desk with a server in front of it and a running study of the toy trainer behind it, all in this process.</summary>
internal sealed class Desk : IWorkerPool, IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hs-").FullName;
    private readonly TaskCompletionSource<DeskServer> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stop = new();
    private readonly JournalWriter journal;
    private readonly Task<RunEnd> running;

    private Desk(int trials)
    {
        StudyDefinition study = ToyStudies.Read(ToyStudies.Tuners[0], trials, v: 2, epochs: 3);
        State = new StudyState(study);
        journal = JournalWriter.Create(Path.Combine(folder, "journal.jsonl"), TimeProvider.System);
        var coordinator = new Coordinator(State, TunerCatalog.Create(study), ToyTrainer.Plan);
        running = new StudyRunner(coordinator, journal, TimeProvider.System, Records.Add).RunAsync(this, stop.Token);
    }

    /// <summary>What the study has come to.</summary>
    public StudyState State { get; }

    /// <summary>What has been recorded.</summary>
    public List<HyperSearch.Search.Journals.Record> Records { get; } = [];

    /// <summary>The socket.</summary>
    public string Socket => Path.Combine(folder, "desk");

    /// <summary>The server.</summary>
    public DeskServer Server { get; private set; } = null!;

    public static async Task<Desk> OpenAsync(int trials = 4)
    {
        var desk = new Desk(trials);
        desk.Server = await desk.listening.Task;
        return desk;
    }

    /// <summary>A client with a connection of its own.</summary>
    public DeskClient Client(string worker) => new(Socket, worker);

    public async Task RunAsync(StudyDesk desk, CancellationToken stop)
    {
        await using DeskServer server = await DeskServer.StartAsync(desk, Socket, TimeProvider.System);
        listening.SetResult(server);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        journal.Dispose();
        stop.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
