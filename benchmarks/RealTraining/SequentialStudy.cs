using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.Workers;

namespace HyperSearch.RealTraining;

/// <summary>Studies that train for real, in one thread: the product's own coordinator, tuners and trainer, without processes and journal.</summary>
internal static class SequentialStudy
{
    private static readonly int[] Checkpoints = [25, 50, 100];
    private static readonly Trainers Trainer = new();

    /// <summary>The best value after 25, 50 and 100 trials.</summary>
    public static double[] Best(StudyDefinition study)
    {
        Func<JsonObject, TrialPlan> plan = Trainers.Plan(Trainers.Freeze(study, "/").Sizes);
        var coordinator = new Coordinator(new StudyState(study), TunerCatalog.Create(study), plan);
        var values = new List<double>();
        IReadOnlyList<Effect> effects = coordinator.Start();
        while (!effects.OfType<Finish>().Any())
        {
            effects = coordinator.Step(new WorkAsked("w"));
            if (effects.OfType<Assign>().FirstOrDefault() is { } assign)
            {
                Assignment work = assign.Assignment;
                EpochValues[] epochs = [.. Trainer.Train(work, TimeProvider.System)];
                values.Add(ValueOf(epochs, work));
                effects = coordinator.Step(new WorkReported("w", work.Work, work.Attempt, epochs, new WorkEnd(null)));
            }
        }

        return [.. Checkpoints.Select(c => values.Take(c).Max())];
    }

    /// <summary>The objective of one trial: for one seed, number and parameter set the same whoever proposed it.</summary>
    public static double Value(StudyDefinition study, int trial, ParameterSet parameters)
    {
        var work = new Assignment(new WorkId(trial, 0), 1, study.Seed, study.Objective.Metric, parameters.ApplyTo(study.Trainer));
        return ValueOf([.. Trainer.Train(work, TimeProvider.System)], work);
    }

    /// <summary>That of the last epoch; of a trial that diverged, the worst there is.</summary>
    private static double ValueOf(EpochValues[] epochs, Assignment work) =>
        epochs[^1].Epoch == work.Trainer["epochs"].Deserialize<int>() && epochs[^1].Metrics.TryGetValue(work.Metric, out double value) && double.IsFinite(value) ? value : 0;
}
