using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Search.Tuners;

namespace HyperSearch.MultiFidelity;

/// <summary>A study in one thread with one worker that trains by a formula: the product's own coordinator, tuner and pruner.</summary>
internal sealed class OneTrainer
{
    private static readonly TrainerPort Port = new(typeof(Section), ["accuracy"]);
    private readonly Coordinator coordinator;
    private readonly Func<int, Section, int, double> accuracy;

    private OneTrainer(StudyDefinition study, Func<int, Section, int, double> accuracy)
    {
        coordinator = new Coordinator(new StudyState(study), TunerCatalog.Create(study), _ => new TrialPlan(LearningCurve.Epochs, 1));
        this.accuracy = accuracy;
    }

    /// <summary>A trial that has ended.</summary>
    public sealed record Ended(Trial Trial, Section Section);

    /// <summary>The trainer section.</summary>
    public sealed record Section
    {
        public double Lr { get; init; } = 0.01;

        public double Wd { get; init; } = 1e-4;

        public int Epochs { get; init; } = LearningCurve.Epochs;
    }

    /// <summary>The trials of a study as they end, until nobody asks for more.</summary>
    /// <param name="tuner">The tuner's section of a study file.</param>
    /// <param name="pruner">The pruner's.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="inFlight">V.</param>
    /// <param name="trials">How many trials there are.</param>
    /// <param name="accuracy">The accuracy of a trial after an epoch.</param>
    public static IEnumerable<Ended> Run(string tuner, string pruner, int seed, int inFlight, int trials, Func<int, Section, int, double> accuracy)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "name": "m", "seed": {{seed}}, "objective": { "metric": "accuracy", "direction": "maximize" },
              "space": { "lr": { "min": 1e-5, "max": 1, "scale": "log" }, "wd": { "min": 1e-7, "max": 1e-1, "scale": "log" } },
              "search": { "tuner": {{tuner}}, "pruner": {{pruner}}, "trials": {{trials}}, "maxConcurrentTrials": {{inFlight}} },
              "trainer": { }
            }
            """);
        StudyFileResult file = StudyFile.Read(text, Port);
        return new OneTrainer(file.Definition ?? throw new ArgumentException(string.Join("; ", file.Faults)), accuracy).Run();
    }

    private IEnumerable<Ended> Run()
    {
        IReadOnlyList<Effect> effects = coordinator.Start();
        while (!effects.OfType<Finish>().Any())
        {
            effects = coordinator.Step(new WorkAsked("w"));
            if (effects.OfType<Assign>().FirstOrDefault() is not { } assign)
            {
                continue;
            }

            Assignment work = assign.Assignment;
            Section section = new() { Lr = Number(work.Trainer["lr"]), Wd = Number(work.Trainer["wd"]) };
            var epochs = new List<EpochValues>();
            PruningWatch? watch = Pruning.Watch(work.Pruning);
            for (int epoch = 1; epoch <= LearningCurve.Epochs; epoch++)
            {
                epochs.Add(new EpochValues(epoch, new Dictionary<string, double> { ["accuracy"] = accuracy(work.Work.Trial, section, epoch) }));
                if (watch?.StopsAfter(epochs[^1].Metrics) == true)
                {
                    break;
                }
            }

            effects = coordinator.Step(new WorkReported("w", work.Work, work.Attempt, epochs, new WorkEnd(null)));
            yield return new Ended(coordinator.State.Trials[work.Work.Trial], section);
        }
    }

    private static double Number(JsonNode? node) => double.Parse(node!.ToJsonString(), CultureInfo.InvariantCulture);
}
