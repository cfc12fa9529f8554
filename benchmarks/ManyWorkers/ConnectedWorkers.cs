using HyperSearch.Workers;

namespace HyperSearch.Benchmarks.ManyWorkers;

/// <summary>Workers with the product's client and a connection each, all of which connect at once: the process that <see cref="SocketWorkers"/> starts.</summary>
internal static class ConnectedWorkers
{
    public static async Task RunAsync(string address, string tokenFile, Load load)
    {
        var latencies = new Latencies();
        await load.RunAsync(async i =>
        {
            using var desk = new DeskClient(DeskAddress.Parse(address, tokenFile, null), $"b{i}", TimeProvider.System);
            await desk.JoinAsync().ConfigureAwait(false);
            while (await desk.AskAsync().ConfigureAwait(false) is { } work)
            {
                await load.TrainAsync(
                    work.ToAssignment().Work, (epochs, isEnd) => desk.ReportAsync(new Report(desk.Worker, work.Trial, work.Repeat, work.Attempt, epochs, isEnd, null)), latencies).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        Console.WriteLine(latencies);
    }
}
