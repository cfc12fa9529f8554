using System.Text.Json;
using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Search.Tuners;

namespace HyperSearch.TestKit;

/// <summary>How rough a simulation is. Chances are per step.</summary>
/// <param name="Workers">How many workers there are.</param>
/// <param name="Seed">The seed of everything that happens; the study has its own.</param>
/// <param name="Loss">The chance that a worker dies.</param>
/// <param name="Repeat">The chance that an earlier message comes once more.</param>
/// <param name="Crash">The chance that the coordinator dies, and is followed by one that reads what is left of the journal.</param>
public sealed record Weather(int Workers, ulong Seed = 1, double Loss = 0, double Repeat = 0, double Crash = 0)
{
    /// <summary>After which epoch a trial breaks down on every worker; null: it does not.</summary>
    public Func<WorkId, int?> FailsAfter { get; init; } = _ => null;

    /// <summary>What training gives instead of the toy's formula; null: that.</summary>
    public Func<Assignment, int, EpochValues>? Facts { get; init; }
}

/// <summary>
/// A whole study in one thread: a coordinator, workers that compute a formula, and, drawn from one seed, in which order they ask and report, who dies, which
/// messages come late or twice, and where the coordinator crashes. After a crash a new one replays the records, the last few of which may be lost.
/// </summary>
public sealed class StudySimulation
{
    private const int MostSteps = 200_000, MostLosses = 8;
    private readonly StudyDefinition study;
    private readonly Weather weather;
    private readonly RandomStream luck;
    private readonly List<Record> journal = [];
    private readonly List<StudyEvent> past = [];
    private readonly Dictionary<WorkId, int> losses = [];
    private readonly SimulatedWorker[] workers;
    private Coordinator coordinator;
    private int names;
    private bool isFinished;

    private StudySimulation(StudyDefinition study, Weather weather, IReadOnlyList<CarriedStudy>? history)
    {
        if (history is not null)
        {
            journal.Add(Started(study) with { Number = 0, History = history });
        }

        this.study = study;
        this.weather = weather;
        luck = new RandomStream(weather.Seed, StreamPurpose.Retrain);
        workers = [.. Enumerable.Range(0, weather.Workers).Select(_ => NewWorker())];
        coordinator = NewCoordinator();
    }

    /// <summary>The records, in order.</summary>
    public IReadOnlyList<Record> Journal => journal;

    /// <summary>What the study came to.</summary>
    public StudyState State => coordinator.State;

    /// <summary>How often the coordinator crashed.</summary>
    public int Crashes { get; private set; }

    /// <summary>The first record of a study's journal; a simulation has it only where it knows of earlier studies.</summary>
    public static StudyStarted Started(StudyDefinition study) => new(StudyStarted.CurrentFormat, "test", JsonSerializer.SerializeToElement(StudyFile.Write(study)), JsonSerializer.SerializeToElement(0));

    /// <summary>Runs a study to its end.</summary>
    /// <exception cref="InvalidOperationException">It does not come to its end, or the coordinator ended the run.</exception>
    public static StudySimulation Run(StudyDefinition study, Weather weather, IReadOnlyList<CarriedStudy>? history = null)
    {
        var simulation = new StudySimulation(study, weather, history);
        simulation.Act(simulation.coordinator.Start());
        for (int step = 0; !simulation.isFinished; step++)
        {
            if (step == MostSteps)
            {
                throw new InvalidOperationException($"No end after {MostSteps} steps: {simulation.State.Open.Count} trials are open, {weather}.");
            }

            simulation.Step();
        }

        return simulation;
    }

    private bool Happens(double chance) => luck.NextUnit() < chance;

    private SimulatedWorker NewWorker() => new($"w{names++}");

    private Coordinator NewCoordinator()
    {
        var state = new StudyState(study);
        journal.ForEach(state.Apply);
        return new Coordinator(state, TunerCatalog.Create(study), ToyTrainer.Plan);
    }

    private void Step()
    {
        if (Happens(weather.Repeat) && past.Count > 0)
        {
            // Recent ones more often: those still matter.
            Send(past[^(1 + luck.NextBelow(Math.Min(past.Count, Happens(0.5) ? 5 : 1000)))], isFirst: false);
            return;
        }

        int i = luck.NextBelow(workers.Length);
        SimulatedWorker worker = workers[i];
        if (Happens(weather.Loss) && MayLose(worker))
        {
            workers[i] = NewWorker();
            Send(new WorkerLost(worker.Name, "it was hit by lightning"));
        }
        else if (worker.Assignment is { } assignment)
        {
            Send(worker.Report(1 + luck.NextBelow(4), weather.Facts ?? ToyTrainer.Train, weather.FailsAfter(assignment.Work), diagnoses: weather.Facts is null));
        }
        else if (!worker.IsAsking && !worker.IsDismissed)
        {
            worker.IsAsking = true;
            Send(new WorkAsked(worker.Name));
        }
    }

    /// <summary>Ten losses would count against the trial, and change what becomes of it.</summary>
    private bool MayLose(SimulatedWorker worker)
    {
        if (worker.Assignment is not { } assignment)
        {
            return true;
        }

        int lost = losses.GetValueOrDefault(assignment.Work);
        losses[assignment.Work] = lost + 1;
        return lost < MostLosses;
    }

    private void Send(StudyEvent happened, bool isFirst = true)
    {
        if (isFirst && happened is WorkReported)
        {
            past.Add(happened); // a question is never repeated: its connection is gone
        }

        bool crashes = Happens(weather.Crash) && coordinator.State.Open.Concat(coordinator.State.Trials).All(t => t.Work.Losses < MostLosses)
            && coordinator.State.Confirmations().All(w => w.Losses < MostLosses);
        IReadOnlyList<Effect> effects = coordinator.Step(happened);
        if (crashes)
        {
            Crash([.. effects.OfType<Persist>().Select(p => p.Record)]);
        }
        else
        {
            Act(effects);
        }
    }

    /// <summary>The coordinator dies while it writes: of its last records only the first few are there, and nobody was told anything.</summary>
    private void Crash(Record[] writing)
    {
        Crashes++;
        journal.AddRange(writing.Take(luck.NextBelow(writing.Length + 1)));

        // Epoch values that were not flushed yet are lost too, now and then.
        while (journal is [.., EpochReported] && Happens(0.5))
        {
            journal.RemoveAt(journal.Count - 1);
        }

        for (int i = 0; i < workers.Length; i++)
        {
            // Some workers outlive the crash and go on reporting; those that wait are cut off and ask again.
            workers[i].IsAsking = false;
            workers[i] = Happens(0.5) ? workers[i] : NewWorker();
        }

        coordinator = NewCoordinator();
        Act(coordinator.Start());
    }

    private void Act(IReadOnlyList<Effect> effects)
    {
        foreach (Effect effect in effects)
        {
            switch (effect)
            {
                case Persist persist:
                    journal.Add(persist.Record with { Number = journal.Count });
                    break;
                case Assign assign when Find(assign.Worker) is { } worker:
                    worker.Take(assign.Assignment);
                    break;
                case Dismiss dismiss when Find(dismiss.Worker) is { } worker:
                    (worker.IsAsking, worker.IsDismissed) = (false, true);
                    break;
                case GiveUp told when Find(told.Worker) is { } worker:
                    worker.GiveUp(told);
                    break;
                case Abort abort:
                    throw new InvalidOperationException(abort.Why);
                case Finish:
                    isFinished = true;
                    break;
            }
        }
    }

    private SimulatedWorker? Find(string name) => Array.Find(workers, w => w.Name == name);
}
