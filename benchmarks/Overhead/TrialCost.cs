using System.Globalization;
using System.Text.Json;
using HyperSearch.Search.Library;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Benchmarks.Overhead;

/// <summary>CPU milliseconds of a trial whose objective costs nothing, on top of a history: ask, read two parameters, report with the pruner's answer, tell.</summary>
internal static class TrialCost
{
    // After the history, a few trials pay for what is made once; those after them are measured. Before all that is called warm, a study of random trials and, for some seconds, studies of
    // the tuner are run and discarded: the runtime compiles what is called often anew, in the background and in two steps.
    private const int Settling = 5, Measured = 50, WarmHistory = 10_000, WarmTrials = 100;
    private const double WarmSeconds = 4;

    /// <summary>A line of the table for each history, cold and then warm: in all, then ask, reports and tell.</summary>
    public static void Write(string tuner, string pruner, string? folder, int[] histories, int epochs)
    {
        Console.WriteLine("| tuner | pruner | storage | history | cold | warm | warm: ask / reports / tell |\n|---|---|---|---|---|---|---|");
        double[][] cold = [.. histories.Select(history => Run(tuner, pruner, folder, history, Measured, epochs))];
        Run(tuner, pruner, null, WarmHistory, Settling, epochs);
        for (double begin = CpuClock.Seconds; CpuClock.Seconds - begin < WarmSeconds;)
        {
            Run(tuner, pruner, folder, histories[0], WarmTrials, epochs);
        }

        for (int i = 0; i < histories.Length; i++)
        {
            double[] warm = Run(tuner, pruner, folder, histories[i], Measured, epochs);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {tuner} | {pruner} | {(folder is null ? "memory" : "journal")} | {histories[i]} | {cold[i][0]:0.000} | {warm[0]:0.000} | {warm[1]:0.000} / {warm[2]:0.000} / {warm[3]:0.000} |"));
        }
    }

    /// <summary>The medians of the trials after a history.</summary>
    private static double[] Run(string tuner, string pruner, string? folder, int history, int measured, int epochs)
    {
        string? root = folder is null ? null : Path.Combine(folder, $"{tuner}-{pruner}-{history}.study");
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }

        Space space = new SpaceBuilder().Double("lr", 1e-5, 1, Scale.Log).Double("wd", 1e-8, 1e-1, Scale.Log).Build();
        using Study study = Study.Create(space, new StudyOptions
        {
            Trials = history + Settling + measured,
            Epochs = epochs,
            MaxConcurrentTrials = 1,
            OwnTuner = new OwnTuner(tuner, () => new LateTuner(tuner, history)),
            Pruner = Read<PrunerOptions>(pruner),
            Folder = root,
        });
        var costs = new List<double[]>();
        for (int n = 0; n < history + Settling + measured; n++)
        {
            double[] marks = Measure(study, epochs);
            if (n >= history + Settling)
            {
                costs.Add(marks);
            }
        }

        return [.. Enumerable.Range(0, costs[0].Length).Select(part => costs.Select(c => c[part]).Order().ElementAt(costs.Count / 2) * 1000)];
    }

    /// <summary>Reports all epochs of a trial.</summary>
    public static void Run(AskedTrial trial, int epochs)
    {
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            trial.Report(epoch, Value(trial, epoch));
        }
    }

    private static double[] Measure(Study study, int epochs)
    {
        double begin = CpuClock.Seconds;
        AskedTrial trial = study.Ask()!;
        double sum = trial["lr"] + trial["wd"], asked = CpuClock.Seconds;
        Run(trial, epochs);
        double reported = CpuClock.Seconds;
        study.Tell(trial, Value(trial, epochs));
        double end = CpuClock.Seconds;
        return [end - begin, asked - begin, reported - asked, end - reported + (0 * sum)];
    }

    // Every trial is a little better than all before it, so that none is stopped and all have five reports.
    private static double Value(AskedTrial trial, int epoch) => (1.0 / epoch) - (1e-6 * trial.Number);

    private static T Read<T>(string type) => JsonSerializer.Deserialize<T>($$"""{"type":"{{type}}"}""", JsonSerializerOptions.Web)!;

    /// <summary>Random as long as the history is made, so that every tuner has the same.</summary>
    private sealed class LateTuner(string type, int history) : ITuner
    {
        private readonly RandomTuner random = new();
        private ITuner? late;

        public Proposal Propose(Knowledge known) => known.Trial < history ? random.Propose(known)
            : (late ??= TunerCatalog.Create(new StudyDefinition
            {
                Name = type,
                Seed = 1,
                Objective = new ObjectiveOptions { Metric = "value", Direction = Direction.Minimize },
                Space = known.Space,
                Search = new SearchOptions { Tuner = Read<TunerOptions>(type), Trials = history },
                Trainer = [],
            })).Propose(known);
    }
}
