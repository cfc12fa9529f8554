using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>
/// A whole study from one seed, in simulated time and in one thread: a coordinator's process, workers, the network between them, a disk and clocks, in a storm of faults and then in
/// calm weather, in which it must come to its end. In the manner of FoundationDB's simulation and TigerBeetle's VOPR.
/// </summary>
internal sealed class ClusterSimulation
{
    private const int MostSteps = 20_000, LossesThatCalm = 5, MostHires = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly PlantedBug bug;
    private readonly StudyDefinition study;
    private readonly IReadOnlyList<CarriedStudy>? history;
    private readonly RandomStream luck;
    private readonly Timeline timeline = new();
    private readonly Promises promises = new();
    private readonly List<RemoteWorker> workers = [];
    private readonly List<Letter> inbox = [];
    private readonly SimulatedClock clock;
    private readonly SimulatedDisk disk;
    private readonly TrainingWorld world;
    private CoordinatorProcess? process;
    private Storm storm;
    private bool isPowerLost, isTurnDue, isFinished;
    private int hired;

    private ClusterSimulation(SimulatedStudy simulated, ulong seed, PlantedBug bug)
    {
        this.bug = bug;
        (study, bool brittle, history) = simulated;
        luck = new RandomStream(seed, StreamPurpose.Retrain);
        storm = Storm.Draw(luck);
        clock = new SimulatedClock(timeline);
        disk = new SimulatedDisk(luck, storm) { PretendsToFlush = bug == PlantedBug.FlushLeftOut };
        world = new TrainingWorld(luck, brittle) { Storm = storm, Attempts = study.Search.Attempts };
    }

    /// <summary>The records, once it has run.</summary>
    public IReadOnlyList<Record> Records { get; private set; } = [];

    /// <summary>The state that they sum up to.</summary>
    public StudyState State { get; private set; } = null!;

    /// <summary>What happened in it, counted.</summary>
    public Dictionary<string, int> Happenings { get; } = [];

    /// <summary>Whether workers may have told falsehoods that are on record: then the study is another one.</summary>
    public bool MayHoldFalsehoods { get; private set; }

    /// <summary>Runs a study to its end.</summary>
    /// <exception cref="Exception">A promise was broken, or it did not come to its end.</exception>
    public static ClusterSimulation Run(SimulatedStudy study, ulong seed, PlantedBug bug = PlantedBug.None)
    {
        var simulation = new ClusterSimulation(study, seed, bug);
        simulation.MayHoldFalsehoods = simulation.storm.Falsehood > 0;
        simulation.Boot();
        simulation.Look();
        for (int step = 0; !simulation.isFinished; step++)
        {
            Assert.True(step < MostSteps, $"no end after {MostSteps} steps");
            simulation.timeline.Step();
        }

        simulation.ReadBack();
        return simulation;
    }

    private bool Happens(double chance) => chance > 0 && luck.NextUnit() < chance;

    private void Count(string happening) => Happenings[happening] = Happenings.GetValueOrDefault(happening) + 1;

    private void Boot() => Guard(() =>
    {
        disk.IsFull &= storm.FullDisk > 0 && luck.NextBelow(2) == 0; // somebody may have made room
        process = CoordinatorProcess.Start(study, history, disk, clock, promises, isPowerLost, bug);
        isPowerLost = false;
        Deliver();
    });

    /// <summary>Does what the coordinator does, and lets it die of what it must not survive.</summary>
    private void Guard(Action act)
    {
        try
        {
            act();
            if (process?.End is { } end)
            {
                Down($"run {end}");
                isFinished = end == RunEnd.Finished;
            }
        }
        catch (SimulatedCrash)
        {
            Crash();
        }
        catch (Exception e) when (e is RunFailedException { InnerException: IOException } or IOException)
        {
            Down("disk fault");
        }
        catch (RunFailedException) when (MayHoldFalsehoods)
        {
            BelieveWhatIsRecorded();
            Down("contradiction");
        }
    }

    private void Crash()
    {
        if (Happens(storm.PowerCut))
        {
            disk.LosePower();
            isPowerLost = true;
            Down("power cut");
        }
        else
        {
            if (bug == PlantedBug.WritesKeptInProcess)
            {
                disk.LoseUnflushed();
            }

            Down("kill");
        }
    }

    /// <summary>The process is gone, with all connections; another one is started in a while.</summary>
    private void Down(string why)
    {
        Count(why);
        process?.Close();
        process = null;
        inbox.Clear();
        timeline.After(1 + luck.NextBelow(3000), () =>
        {
            if (process is null && !isFinished)
            {
                Boot();
            }
        });
    }

    private void BelieveWhatIsRecorded()
    {
        foreach (EpochReported epoch in new JournalReader(CoordinatorProcess.Journal, disk.AsItIs()).Read().OfType<EpochReported>())
        {
            world.Believe(new WorkId(epoch.Trial, epoch.Repeat), epoch.ToValues());
        }
    }

    /// <summary>Twice a second: the weather, silent workers, hands that are missing, and what the runner's timer does.</summary>
    private void Look()
    {
        if (timeline.Now > storm.Length || process?.State.Trials.Any(t => t.Work.Losses >= LossesThatCalm) == true)
        {
            storm = disk.Storm = world.Storm = Storm.CalmWith(storm.Workers);
        }

        if (Happens(storm.ClockJump))
        {
            Count("clock jump");
            clock.SetWall(TimeSpan.FromSeconds(luck.NextBelow(200_000) - 100_000));
            clock.Sleep(TimeSpan.FromSeconds(luck.NextBelow(2) * luck.NextBelow(100)));
        }

        foreach (RemoteWorker silent in process?.TakeSilent(Patience) ?? [])
        {
            Count("silent worker");
            Arrive(new Letter(null, 0, new WorkerLost(silent.Name, "it was silent")));
            Hire();
        }

        while (workers.Count(w => !w.IsGone) < storm.Workers && Hire())
        {
        }

        Arrive(new Letter(null, 0, Happens(storm.Stop) ? new StopAsked() : null));
        timeline.After(500, Look);
    }

    private bool Hire()
    {
        if (hired == MostHires)
        {
            return false;
        }

        var worker = new RemoteWorker($"w{hired++}");
        workers.Add(worker);
        timeline.After(luck.NextBelow(100), () => Act(worker));
        return true;
    }

    private void Act(RemoteWorker worker)
    {
        if (worker.IsGone)
        {
            return;
        }

        if (worker.FrozenUntil > timeline.Now)
        {
            timeline.After(worker.FrozenUntil - timeline.Now, () => Act(worker));
            return;
        }

        if (Happens(storm.Vanish))
        {
            Count("vanished worker");
            worker.IsGone = true;
            return;
        }

        if (Happens(storm.Freeze))
        {
            Count("frozen worker");
            worker.FrozenUntil = timeline.Now + luck.NextBelow(20_000);
        }

        Letter letter = worker.Speak(world, luck);
        Send(() => Arrive(letter));
        timeline.After(letter.Happened is WorkAsked ? 3000 : 1000, () =>
        {
            if (worker.WaitsFor(letter))
            {
                Act(worker);
            }
        });
    }

    private void Send(Action arrive)
    {
        for (int copies = Happens(storm.DoubledMessage) ? 2 : 1; copies > 0; copies--)
        {
            if (!Happens(storm.LostMessage))
            {
                timeline.After(1 + luck.NextBelow(storm.LongestDelay), arrive);
            }
        }
    }

    private void Arrive(Letter letter)
    {
        if (process is null)
        {
            return; // nobody listens
        }

        inbox.Add(letter);
        if (!isTurnDue)
        {
            isTurnDue = true;
            timeline.After(luck.NextBelow(30), Turn);
        }
    }

    private void Turn()
    {
        isTurnDue = false;
        if (process is null || inbox.Count == 0)
        {
            return;
        }

        Letter[] letters = [.. inbox];
        inbox.Clear();
        Guard(() =>
        {
            process.Take(letters);
            if (Happens(storm.Kill))
            {
                throw new SimulatedCrash(); // all is written, and nobody told
            }

            Deliver();
        });
    }

    private void Deliver()
    {
        foreach ((Letter letter, object? answer) in process!.Answers())
        {
            RemoteWorker worker = letter.Sender!;
            Send(() =>
            {
                if (worker.Hear(letter, answer))
                {
                    timeline.After(luck.NextBelow(answer is null ? 1000 : 50), () => Act(worker));
                }
            });
        }
    }

    /// <summary>Reads what is on the disk after the end, and after a last power cut: that the study is finished was told.</summary>
    private void ReadBack()
    {
        disk.LosePower();
        State = new StudyState(study);
        Records = [.. new JournalReader(CoordinatorProcess.Journal, disk.AsItIs()).Read()];
        foreach (Record record in Records)
        {
            State.Apply(record);
            if (record is StudyStopped or TunerChosen or RoundStarted)
            {
                Count($"record {record.GetType().Name}");
            }
        }

        promises.Check(State, isPowerLost: true);
        Assert.NotNull(State.FinishedHash);
    }
}
