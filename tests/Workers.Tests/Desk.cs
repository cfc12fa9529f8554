using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;
using HyperSearch.Workers.Remote;
using Serilog;

namespace HyperSearch.Workers.Tests;

/// <summary>A desk with a server in front of it and a running study of the toy trainer behind it, all in this process.</summary>
internal sealed class Desk : IWorkerPool, IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hs-").FullName;
    private readonly TaskCompletionSource<DeskServer> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stop = new();
    private readonly JournalWriter journal;
    private readonly Task<RunEnd> running;

    private readonly Func<Desk, DeskEndpoint> endpoint;

    private Desk(int trials, Func<Desk, DeskEndpoint> endpoint)
    {
        this.endpoint = endpoint;
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

    /// <summary>What the server has logged.</summary>
    public LogLines Log { get; } = new();

    /// <summary>The path of a file in the desk's folder.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>A desk behind a Unix socket.</summary>
    public static Task<Desk> OpenAsync(int trials = 4) => OpenAsync(trials, desk => DeskEndpoint.OfSocket(UnixConnection.Listen(desk.Socket)));

    /// <summary>A desk that is reached over TCP, with its token in the file <c>token</c>.</summary>
    public static Task<Desk> ListenAsync(ServerCertificate? certificate = null) =>
        OpenAsync(4, desk => DeskEndpoint.OfAddress(ListenAddress.Parse("127.0.0.1"), AccessToken.CreateIn(desk.PathOf("token")), certificate));

    private static async Task<Desk> OpenAsync(int trials, Func<Desk, DeskEndpoint> endpoint)
    {
        var desk = new Desk(trials, endpoint);
        desk.Server = await desk.listening.Task;
        return desk;
    }

    /// <summary>A client with a connection of its own.</summary>
    public DeskClient Client(string worker) => new(DeskAddress.OfSocket(Socket), worker, TimeProvider.System);

    /// <summary>A client that comes over TCP with the desk's token.</summary>
    public DeskClient RemoteClient(string worker, string? authorityFile = null) =>
        new(DeskAddress.Parse(Server.Uri.GetLeftPart(UriPartial.Authority), PathOf("token"), authorityFile), worker, TimeProvider.System);

    public async Task RunAsync(StudyDesk desk, CancellationToken stop)
    {
        await using DeskServer server = await DeskServer.StartAsync(desk, endpoint(this), TimeSpan.FromSeconds(30), TimeProvider.System, new LoggerConfiguration().WriteTo.Sink(Log).CreateLogger());
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
