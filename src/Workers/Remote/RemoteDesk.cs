using System.Globalization;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Workers.Remote;

/// <summary>A desk that workers of other machines come to: the server, its token, and the watch over who has fallen silent.</summary>
internal sealed class RemoteDesk : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), LongestFarewell = TimeSpan.FromSeconds(3), FarewellLookEvery = TimeSpan.FromMilliseconds(50);

    private readonly StudyDesk desk;
    private readonly ListenOptions options;
    private readonly DeskServer server;

    private RemoteDesk(StudyDesk desk, ListenOptions options, DeskServer server) => (this.desk, this.options, this.server) = (desk, options, server);

    /// <summary>The address that workers connect to.</summary>
    public Uri Uri => server.Uri;

    /// <summary>Who works.</summary>
    public WorkerRoster Roster => server.Roster;

    /// <summary>Called when a worker has been given up for dead.</summary>
    public Action<string>? Lost { get; init; }

    /// <summary>What the last worker said that left because it cannot train this study's trials; null where none did.</summary>
    public string? UnfitWords { get; private set; }

    /// <summary>How many left for such a reason.</summary>
    public int UnfitCount { get; private set; }

    /// <summary>Opens a desk.</summary>
    /// <exception cref="WorkerPoolException">The address is not this machine's, or is taken; or the token cannot be written.</exception>
    /// <exception cref="ConnectionException">The user's own token file is unfit.</exception>
    public static async Task<RemoteDesk> OpenAsync(StudyDesk desk, ListenOptions options, Action<string>? lost = null)
    {
        try
        {
            AccessToken token = options.IsOwnToken ? AccessToken.ReadFrom(options.TokenFile) : AccessToken.CreateIn(options.TokenFile);
            DeskServer server = await DeskServer.StartAsync(desk, DeskEndpoint.OfAddress(options.Address, token, options.Certificate), options.Patience, options.Time, options.Log).ConfigureAwait(false);
            var remote = new RemoteDesk(desk, options, server) { Lost = lost };
            server.Left = remote.TakeFarewell;
            options.Log.Information("Listening for workers on {Address}", server.Uri);
            return remote;
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or UnauthorizedAccessException)
        {
            throw new WorkerPoolException($"Workers cannot be listened for on {options.Address.Host} ({options.Address.Address}, port {options.Address.Port}): {e.Message}", isWrongInput: true);
        }
    }

    /// <summary>Watches over the workers until there is no more work or <paramref name="stop"/> comes.</summary>
    /// <param name="look">What else is done every second; what it throws ends the watch.</param>
    /// <param name="stop">Asks to end.</param>
    public async Task WatchAsync(Func<Task> look, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !desk.Closed.IsCompleted)
        {
            await LoseSilentAsync().ConfigureAwait(false);
            await look().ConfigureAwait(false);
            await Task.WhenAny(Task.Delay(LookEvery, options.Time, stop), desk.Closed).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until every worker has heard that there is no more work; not for long, since some may be dead.</summary>
    public async Task SayGoodbyeAsync()
    {
        long begin = options.Time.GetTimestamp();
        while (desk.Closed.IsCompleted && Roster.Present.Count > 0 && options.Time.GetElapsedTime(begin) < LongestFarewell)
        {
            await Task.Delay(FarewellLookEvery, options.Time).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync().ConfigureAwait(false);
        if (!options.IsOwnToken)
        {
            File.Delete(options.TokenFile);
        }
    }

    private async Task LoseSilentAsync()
    {
        foreach ((string worker, TimeSpan silence) in Roster.SilentFor(options.Patience))
        {
            string why = string.Create(CultureInfo.InvariantCulture, $"it was silent for {silence.TotalSeconds:0} s");
            options.Log.Warning("Worker {Worker} is given up: {Why}", worker, why);
            await server.LoseAsync(worker, why).ConfigureAwait(false);
            Lost?.Invoke(worker);
        }
    }

    private void TakeFarewell(Farewell farewell)
    {
        if (farewell.IsUnfit)
        {
            UnfitWords = farewell.Why;
            UnfitCount++;
            options.Say($"Worker {farewell.Worker} left: {farewell.Why}");
        }
    }
}
