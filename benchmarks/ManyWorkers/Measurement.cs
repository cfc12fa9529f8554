using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;

namespace HyperSearch.Benchmarks.ManyWorkers;

/// <summary>Runs a study of the product's coordinator, runner and journal, and says what it took.</summary>
internal static class Measurement
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(0.5);

    public static async Task RunAsync(string way, Load load, int trials, string folder)
    {
        StudyDefinition study = ToyStudies.Read("""{ "type": "random" }""", trials, v: 2 * load.Workers, epochs: SimulatedTraining.Epochs);
        var latencies = new Latencies();
        Directory.CreateDirectory(folder);
        using JournalWriter journal = JournalWriter.Create(Path.Combine(folder, "journal.jsonl"), TimeProvider.System);
        journal.Append([new StudyStarted(StudyStarted.CurrentFormat, "benchmark", JsonSerializer.SerializeToElement(study.Name), JsonSerializer.SerializeToElement(0))]);
        using var process = Process.GetCurrentProcess();
        var windows = new List<double>();
        long epochs = 0, lastEpochs = 0;
        TimeSpan last = process.TotalProcessorTime;

        // The processor time of half a second, with all that belongs to the reports that were recorded in it.
        using ITimer look = TimeProvider.System.CreateTimer(
            _ =>
            {
                process.Refresh();
                long now = Interlocked.Read(ref epochs);
                if (now > lastEpochs)
                {
                    windows.Add((process.TotalProcessorTime - last).TotalMilliseconds * SimulatedTraining.Batch / (now - lastEpochs));
                }

                (last, lastEpochs) = (process.TotalProcessorTime, now);
            },
            null, Window, Window);
        void Count(Record record) => Interlocked.Add(ref epochs, record is EpochReported ? 1 : 0);

        IWorkerPool pool = way == "memory" ? new InProcessWorkers(load, latencies) : new SocketWorkers(load, way == "tcp", folder);
        var runner = new StudyRunner(new Coordinator(new StudyState(study), TunerCatalog.Create(study), ToyTrainer.Plan), journal, TimeProvider.System, Count);
        long begin = Stopwatch.GetTimestamp();
        await runner.RunAsync(pool, CancellationToken.None).ConfigureAwait(false);
        TimeSpan took = Stopwatch.GetElapsedTime(begin);
        await look.DisposeAsync().ConfigureAwait(false);
        process.Refresh();
        windows.Sort();
        double reports = (double)epochs / SimulatedTraining.Batch;
        if (way == "memory")
        {
            Console.WriteLine(latencies);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way}, {load.Workers} workers, {trials} trials, pause {load.Pause.TotalMilliseconds} ms: {took.TotalSeconds:0.0} s, {reports / took.TotalSeconds:0} reports/s, {trials / took.TotalSeconds:0} trials/s, "
            + $"{windows[windows.Count / 2]:0.000} ms of processor time a report at the median, {process.TotalProcessorTime.TotalMilliseconds / reports:0.000} in all, {process.PeakWorkingSet64 >> 20} MiB at most, {GC.GetTotalMemory(true) >> 20} MiB alive at the end"));
    }
}
