using System.Diagnostics;
using System.Globalization;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Benchmarks.ManyWorkers;

/// <summary>How many workers there are, and how long each pauses before a report; without a pause all of them wait for the coordinator all the time.</summary>
internal sealed record Load(int Workers, TimeSpan Pause)
{
    /// <summary>The same, for a command line.</summary>
    public string[] Arguments => [Workers.ToString(CultureInfo.InvariantCulture), Pause.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)];

    public static Load Parse(string workers, string pause) => new(int.Parse(workers, CultureInfo.InvariantCulture), TimeSpan.FromMilliseconds(double.Parse(pause, CultureInfo.InvariantCulture)));

    /// <summary>Runs all workers until they are dismissed.</summary>
    /// <param name="work">Runs the worker of a number.</param>
    public Task RunAsync(Func<int, Task> work) => Task.WhenAll(Enumerable.Range(0, Workers).Select(i => Task.Run(async () =>
    {
        await Task.Delay(Pause * i / Workers, TimeProvider.System).ConfigureAwait(false); // they do not keep step
        await work(i).ConfigureAwait(false);
    })));

    /// <summary>Trains a trial: reports its epochs, with pauses.</summary>
    /// <param name="work">The trial.</param>
    /// <param name="report">Sends a report.</param>
    /// <param name="latencies">Is told how long each answer took.</param>
    public async Task TrainAsync(WorkId work, Func<EpochValues[], bool, Task> report, Latencies latencies)
    {
        for (int epoch = 1; epoch <= SimulatedTraining.Epochs; epoch += SimulatedTraining.Batch)
        {
            if (Pause > TimeSpan.Zero)
            {
                await Task.Delay(Pause, TimeProvider.System).ConfigureAwait(false);
            }

            EpochValues[] epochs = SimulatedTraining.From(work, epoch);
            long begin = Stopwatch.GetTimestamp();
            await report(epochs, epoch + SimulatedTraining.Batch > SimulatedTraining.Epochs).ConfigureAwait(false);
            latencies.Add(Stopwatch.GetElapsedTime(begin));
        }
    }
}
