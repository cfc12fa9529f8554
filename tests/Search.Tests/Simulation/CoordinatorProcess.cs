using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tests.Journals;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>
/// The coordinator's process: the product's own runner, coordinator, state and journal, on a simulated disk, taking letters turn by turn. What <see cref="StudyRunner.RunAsync"/> and a pool
/// of workers add, waiting and noticing silence, is done here in simulated time.
/// </summary>
internal sealed class CoordinatorProcess
{
    public const string Journal = "journal.jsonl";
    private readonly JournalWriter journal;
    private readonly StudyRunner runner;
    private readonly TimeProvider clock;
    private readonly Promises promises;
    private readonly List<(Letter Letter, StudyDesk.Message Message)> unanswered = [];
    private readonly Dictionary<RemoteWorker, long> lastHeard = [];

    private readonly PlantedBug bug;

    private CoordinatorProcess(StudyState state, JournalWriter journal, TimeProvider clock, Promises promises, PlantedBug bug)
    {
        State = state;
        this.journal = journal;
        this.clock = clock;
        this.promises = promises;
        this.bug = bug;
        ITuner tuner = bug == PlantedBug.ClockNotAsked ? new HastyTuner(state) : TunerCatalog.Create(state.Definition);
        runner = new StudyRunner(new Coordinator(state, tuner, ToyTrainer.Plan), journal, clock, _ => { });
    }

    /// <summary>What it knows of the study.</summary>
    public StudyState State { get; }

    /// <summary>How the run has ended; null while it has not.</summary>
    public RunEnd? End => runner.End;

    /// <summary>Starts on what is on the disk.</summary>
    /// <param name="study">The study.</param>
    /// <param name="history">What it knows of earlier ones; null: nothing.</param>
    /// <param name="disk">The disk.</param>
    /// <param name="clock">The clocks.</param>
    /// <param name="promises">What earlier processes told.</param>
    /// <param name="isPowerLost">Whether the machine died since.</param>
    /// <param name="bug">What is wrong with it.</param>
    public static CoordinatorProcess Start(StudyDefinition study, IReadOnlyList<CarriedStudy>? history, SimulatedDisk disk, TimeProvider clock, Promises promises, bool isPowerLost, PlantedBug bug)
    {
        var state = new StudyState(study);
        JournalWriter journal = Open(state, history, disk, clock, isPowerLost);
        promises.Check(state, isPowerLost);
        var process = new CoordinatorProcess(state, journal, clock, promises, bug);
        process.runner.Start();
        return process;
    }

    /// <summary>As a session opens a study folder: goes on with the journal, or begins one.</summary>
    private static JournalWriter Open(StudyState state, IReadOnlyList<CarriedStudy>? history, SimulatedDisk disk, TimeProvider clock, bool isPowerLost)
    {
        if (disk.Exists(Journal))
        {
            var reader = new JournalReader(Journal, disk);
            try
            {
                foreach (Record record in reader.Read())
                {
                    state.Apply(record);
                }
            }
            catch (JournalDamageException damage) when (isPowerLost && reader.Count > 0)
            {
                // The user is told, and repairs: no record that was safe may stand behind the damage.
                Assert.True(damage.Offset >= disk.FlushedLengthOf(Journal), $"{damage.Message} {disk.FlushedLengthOf(Journal)} bytes were flushed.");
            }
            catch (JournalDamageException damage) when (isPowerLost)
            {
                Assert.True(disk.FlushedLengthOf(Journal) == 0, damage.Message); // moved away as a whole
            }

            if (reader.Count > 0)
            {
                return JournalWriter.Continue(Journal, reader, clock, out _);
            }

            disk.Delete(Journal);
        }

        JournalWriter journal = JournalWriter.Create(Journal, clock, disk);
        StudyStarted header = JournalFile.Header with { History = history };
        journal.Append([header]);
        journal.Flush();
        state.Apply(header);
        return journal;
    }

    /// <summary>Takes the letters that wait. Nothing has been answered when it returns; <see cref="Answers"/> does that.</summary>
    public void Take(IReadOnlyList<Letter> letters)
    {
        var messages = new List<StudyDesk.Message>();
        foreach (Letter letter in letters)
        {
            if (letter.Sender is { } sender)
            {
                lastHeard[sender] = clock.GetTimestamp();
                if (letter.Happened is WorkAsked)
                {
                    lastHeard.Remove(sender); // it may wait as long as it likes
                }
            }

            var message = new StudyDesk.Message(Understood(letter.Happened), new TaskCompletionSource<object?>());
            messages.Add(message);
            unanswered.Add((letter, message));
        }

        runner.Take(messages);
    }

    /// <summary>The answers that are due: from now on they are promises.</summary>
    public List<(Letter Letter, object? Answer)> Answers()
    {
        var answers = new List<(Letter, object?)>();
        foreach ((Letter letter, StudyDesk.Message message) in unanswered.Where(u => u.Message.Answer.Task.IsCompleted).ToArray())
        {
            unanswered.Remove((letter, message));
            if (letter.Sender is null)
            {
                continue;
            }

            object? answer = message.Answer.Task.Result;
            if (answer is Assignment assignment)
            {
                promises.Give(assignment);
                lastHeard[letter.Sender] = clock.GetTimestamp();
            }
            else if (letter.Happened is WorkReported report && State.Find(report.Work) is { } work)
            {
                promises.Take(work);
            }

            answers.Add((letter, answer));
        }

        return answers;
    }

    /// <summary>Takes the workers that have been silent for too long off the list.</summary>
    public RemoteWorker[] TakeSilent(TimeSpan patience)
    {
        RemoteWorker[] silent = bug == PlantedBug.SilenceNotNoticed ? [] : [.. lastHeard.Where(h => clock.GetElapsedTime(h.Value) > patience).Select(h => h.Key)];
        Array.ForEach(silent, worker => lastHeard.Remove(worker));
        return silent;
    }

    /// <summary>What the coordinator makes of what it is told: the same, but for a planted bug.</summary>
    private StudyEvent? Understood(StudyEvent? happened)
    {
        if (happened is not WorkReported report || State.Find(report.Work) is not { IsOver: false, Worker: { } worker } work)
        {
            return happened;
        }

        return bug switch
        {
            PlantedBug.AttemptNotChecked => report with { Worker = worker, Attempt = work.Attempt },
            PlantedBug.RepeatCountedTwice when report.Epochs is [{ Epoch: var first }, ..] && first <= work.Values.Count =>
                report with { Epochs = [.. report.Epochs.Select(e => e with { Epoch = e.Epoch - first + work.Values.Count + 1 })] },
            _ => report,
        };
    }

    /// <summary>Ends in order.</summary>
    public void Close() => journal.Dispose();
}
