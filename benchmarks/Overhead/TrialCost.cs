using System.Globalization;
using System.Text.Json;
using HyperSearch.Search.Library;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Benchmarks.Overhead;

/// <summary>CPU milliseconds of a trial whose objective costs nothing, on top of a history: ask, read two parameters, five reports with the pruner's answer, tell.</summary>
internal static class TrialCost
{
    private const int Epochs = 5, Warm = 300, Measured = 200;

    /// <summary>A line of the table: in all, then ask, reports and tell, for each history.</summary>
    public static void Write(string tuner, string pruner, string? folder, int[] histories)
    {
        foreach (int history in histories)
        {
            string? root = folder is null ? null : Path.Combine(folder, $"{tuner}-{pruner}-{history}.study");
            if (Directory.Exists(root))
            {
                Directory.Delete(root, recursive: true);
            }

            Space space = new SpaceBuilder().Double("lr", 1e-5, 1, Scale.Log).Double("wd", 1e-8, 1e-1, Scale.Log).Build();
            using Study study = Study.Create(space, new StudyOptions
            {
                Trials = history + Warm + Measured,
                Epochs = Epochs,
                MaxConcurrentTrials = 1,
                OwnTuner = new OwnTuner(tuner, () => new LateTuner(tuner, history)),
                Pruner = Read<PrunerOptions>(pruner),
                Folder = root,
            });
            var costs = new List<double[]>();
            for (int n = 0; n < history + Warm + Measured; n++)
            {
                double[] marks = Measure(study);
                if (n >= history + Warm)
                {
                    costs.Add(marks);
                }
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {tuner} | {pruner} | {(folder is null ? "memory" : "journal")} | {history} | {Median(0):0.000} | {Median(1):0.000} / {Median(2):0.000} / {Median(3):0.000} |"));

            double Median(int part) => costs.Select(c => c[part]).Order().ElementAt(costs.Count / 2) * 1000;
        }
    }

    /// <summary>Reports all epochs of a trial.</summary>
    public static void Run(AskedTrial trial, int epochs)
    {
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            trial.Report(epoch, Value(trial, epoch));
        }
    }

    private static double[] Measure(Study study)
    {
        double begin = CpuClock.Seconds;
        AskedTrial trial = study.Ask()!;
        double sum = trial["lr"] + trial["wd"], asked = CpuClock.Seconds;
        Run(trial, Epochs);
        double reported = CpuClock.Seconds;
        study.Tell(trial, Value(trial, Epochs));
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
