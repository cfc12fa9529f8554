using System.Diagnostics;
using System.Globalization;
using HyperSearch.Benchmarks;
using HyperSearch.Benchmarks.Overhead;
using HyperSearch.Search.Library;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

// cost TUNER PRUNER FOLDER|memory [HISTORIES [EPOCHS]] | write FOLDER TRIALS | resume FOLDER TRIALS
switch (args)
{
    case ["cost", var tuner, var pruner, var folder, ..]:
        int[] histories = args is [_, _, _, _, var sizes, ..] ? [.. sizes.Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture))] : [100, 1_000, 10_000];
        TrialCost.Write(tuner, pruner, folder == "memory" ? null : folder, histories, args is [.., var epochs] && args.Length > 5 ? int.Parse(epochs, CultureInfo.InvariantCulture) : 5);
        return 0;
    case ["write" or "resume", var folder, var trials]:
        long begin = Stopwatch.GetTimestamp();
        Space space = new SpaceBuilder().Double("lr", 1e-5, 1, Scale.Log).Double("wd", 1e-8, 1e-1, Scale.Log).Build();
        using (Study study = Study.Create(space, new StudyOptions { Name = "scale", Trials = int.Parse(trials, CultureInfo.InvariantCulture), Epochs = 5, Tuner = new RandomTunerOptions(), Folder = folder }))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"open {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.00} s, {study.Trials.Count} trials"));
            while (args[0] == "write" && study.Ask() is { } trial)
            {
                TrialCost.Run(trial, 5);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.00} s, CPU {CpuClock.Seconds:0.00} s, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB"));
        }

        return 0;
    default:
        Console.Error.WriteLine("cost TUNER PRUNER FOLDER|memory [HISTORIES [EPOCHS]] | write FOLDER TRIALS | resume FOLDER TRIALS");
        return 2;
}
