using HyperSearch.Search.Coordination;

namespace HyperSearch.Workers.Remote;

/// <summary>Workers that come by themselves, from wherever they were started by hand; they join and leave at any time.</summary>
/// <param name="options">How they are listened for.</param>
public sealed class ListeningPool(ListenOptions options) : IWorkerPool
{
    /// <inheritdoc />
    /// <exception cref="WorkerPoolException">The address is not this machine's, or is taken.</exception>
    public async Task RunAsync(StudyDesk desk, CancellationToken stop)
    {
        RemoteDesk remote = await RemoteDesk.OpenAsync(desk, options).ConfigureAwait(false);
        await using (remote.ConfigureAwait(false))
        {
            options.Say($"Workers may come: hypersearch worker --connect {remote.Uri.GetLeftPart(UriPartial.Authority)} --token-file {options.TokenFile}");
            int shown = -1;
            await remote.WatchAsync(
                () =>
                {
                    int present = remote.Roster.Present.Count;
                    if (present != shown)
                    {
                        shown = present;
                        options.Show(present == 1 ? "1 worker from elsewhere" : $"{present} workers from elsewhere");
                    }

                    return Task.CompletedTask;
                },
                stop).ConfigureAwait(false);
            await remote.SayGoodbyeAsync().ConfigureAwait(false);
        }
    }
}
