using System.Diagnostics;
using HyperSearch.Search.Coordination;
using HyperSearch.Workers;

namespace HyperSearch.Benchmarks.ManyWorkers;

/// <summary>The product's server, and the process of simulated workers in front of it.</summary>
internal sealed class SocketPool(int count, string folder) : IWorkerPool
{
    public async Task RunAsync(StudyDesk desk, CancellationToken stop)
    {
        string socket = Path.Combine(folder, "desk");
        DeskServer server = await DeskServer.StartAsync(desk, DeskEndpoint.OfSocket(socket), TimeSpan.FromMinutes(1), TimeProvider.System, Serilog.Core.Logger.None).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            using Process workers = Process.Start(Environment.ProcessPath!, ["workers", socket, $"{count}"]);
            await workers.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
