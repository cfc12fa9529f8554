using System.Globalization;
using HyperSearch.Benchmarks.ManyWorkers;

if (args is [var workers, var trials, var folder])
{
    await Measurement.RunAsync(int.Parse(workers, CultureInfo.InvariantCulture), int.Parse(trials, CultureInfo.InvariantCulture), folder);
}
else
{
    Console.Error.WriteLine("ManyWorkers WORKERS TRIALS FOLDER");
}
