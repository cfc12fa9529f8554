using System.Globalization;
using HyperSearch.Benchmarks.ManyWorkers;

// WORKERS TRIALS FOLDER [socket]: workers in this process, or in another one over a Unix socket. `workers SOCKET COUNT` is that other process.
switch (args)
{
    case ["workers", var socket, var count]:
        await SocketWorkers.RunAsync(socket, Number(count));
        break;
    case [var workers, var trials, var folder, .. var mode]:
        await Measurement.RunAsync(Number(workers), Number(trials), folder, isOverSocket: mode is ["socket"]);
        break;
    default:
        Console.Error.WriteLine("ManyWorkers WORKERS TRIALS FOLDER [socket]");
        break;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
