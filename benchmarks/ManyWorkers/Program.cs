using System.Globalization;
using HyperSearch.Benchmarks.ManyWorkers;

switch (args)
{
    case ["connect", var address, var tokenFile, var workers, var pause]:
        await ConnectedWorkers.RunAsync(address, tokenFile, Load.Parse(workers, pause));
        return 0;
    case [("memory" or "unix" or "tcp") and var way, var workers, var trials, var pause, var folder]:
        await Measurement.RunAsync(way, Load.Parse(workers, pause), int.Parse(trials, CultureInfo.InvariantCulture), folder);
        return 0;
    default:
        Console.Error.WriteLine("ManyWorkers memory|unix|tcp WORKERS TRIALS PAUSE_MS FOLDER");
        return 2;
}
