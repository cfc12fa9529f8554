using System.Diagnostics;
using System.Globalization;
using HyperSearch.Search.Coordination;
using HyperSearch.Workers;
using HyperSearch.Workers.Remote;
using Serilog;

namespace HyperSearch.Benchmarks.ManyWorkers;

/// <summary>The product's server, and workers behind it in a process of their own, so that what this one takes is the coordinator's alone.</summary>
/// <param name="load">The workers.</param>
/// <param name="isTcp">Whether they come over TCP, with a token, rather than over a Unix socket.</param>
/// <param name="folder">Where the socket or the token lies.</param>
internal sealed class SocketWorkers(Load load, bool isTcp, string folder) : IWorkerPool
{
    public async Task RunAsync(StudyDesk desk, CancellationToken stop)
    {
        string socket = Path.Combine(folder, "desk"), tokenFile = Path.Combine(folder, "token");
        DeskEndpoint endpoint = isTcp ? DeskEndpoint.OfAddress(ListenAddress.Parse("127.0.0.1"), AccessToken.CreateIn(tokenFile), null) : DeskEndpoint.OfSocket(UnixConnection.Listen(socket));
        DeskServer server = await DeskServer.StartAsync(desk, endpoint, TimeSpan.FromMinutes(10), TimeProvider.System, Serilog.Core.Logger.None).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            string address = isTcp ? server.Uri.GetLeftPart(UriPartial.Authority) : $"unix:{socket}";
            var start = new ProcessStartInfo(Environment.ProcessPath!);
            foreach (string argument in (string[])["connect", address, tokenFile, .. load.Arguments])
            {
                start.ArgumentList.Add(argument);
            }

            using Process workers = Process.Start(start)!;
            await workers.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            if (workers.ExitCode != 0)
            {
                throw new WorkerPoolException(string.Create(CultureInfo.InvariantCulture, $"The workers ended with exit code {workers.ExitCode}."));
            }
        }
    }
}
