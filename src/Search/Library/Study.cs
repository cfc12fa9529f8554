using System.Diagnostics.CodeAnalysis;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Library;

/// <summary>
/// A search inside a program: hands out trials, takes their values, in memory or in a study folder. The same space, options and values give the same trials and the same
/// <see cref="Hash"/>, for any number of trials under way at once and through any crash.
/// </summary>
/// <remarks>
/// Thread-safe. With a folder, every answer is given after what it says is durable. A folder is also one for the command line: <c>status</c>, <c>best</c>, <c>export</c>, <c>verify</c>.
/// </remarks>
public sealed class Study : IDisposable
{
    private static readonly TimeSpan LongestUnflushed = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Coordinator coordinator;
    private readonly StudySession? session;
    private readonly StudyFolder? folder;
    private readonly ITimer? flushing;
    private readonly Dictionary<string, TaskCompletionSource<AskedTrial?>> asking = [];
    private int asked;
    private bool isExported;

    private Study(Coordinator coordinator, StudyFolder? folder, StudySession? session, TimeProvider time)
    {
        this.coordinator = coordinator;
        this.folder = folder;
        this.session = session;
        lock (gate)
        {
            Act(coordinator.Start());
        }

        flushing = session is null ? null : time.CreateTimer(_ => FlushLate(), null, LongestUnflushed, LongestUnflushed);
    }

    /// <summary>Whether all trials, and the confirmations of the winner, are over.</summary>
    public bool IsFinished => Locked(() => State.FinishedHash is not null);

    /// <summary>The best of the completed trials as observed; null while there is none.</summary>
    public Trial? Best => Locked(() => State.Best);

    /// <summary>The trials proposed so far, by number.</summary>
    public IReadOnlyList<Trial> Trials => Locked(() => (Trial[])[.. State.Trials]);

    /// <summary>The hash of every deterministic fact so far; two runs of one study agree on it, or one of them is wrong.</summary>
    public string Hash => Locked(() => StudyHash.Of(State));

    /// <summary>How often the disk was waited for.</summary>
    internal long Flushes => Locked(() => session?.Journal.Flushes ?? 0);

    private StudyState State => coordinator.State;

    /// <summary>Starts a study, or goes on with the one in its folder.</summary>
    /// <exception cref="ArgumentException">The space or the options are not valid; the message lists everything that is wrong.</exception>
    /// <exception cref="StudyFolderException">The folder is in use, or holds another study.</exception>
    /// <exception cref="JournalDamageException">The folder's journal is damaged.</exception>
    public static Study Create(Space space, StudyOptions options)
    {
        StudyDefinition definition = StudyDrafting.Definition(space, options);
        if (options.Folder is null)
        {
            return new Study(StudyDrafting.CoordinatorOf(new StudyState(definition), options), null, null, options.Time);
        }

        var folder = new StudyFolder(options.Folder);
        StudySession session = StudySession.Open(folder, definition, StudyDrafting.NoData, StudyDrafting.Settings(options));
        try
        {
            return new Study(StudyDrafting.CoordinatorOf(session.State, options), folder, session, options.Time);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Proves a study folder: replays its journal and makes every proposal, decision, result and hash anew.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="ownTuner">Its tuner, if it is one's own.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="VerificationException">A record is not what it had to be.</exception>
    public static string Verify(string folder, OwnTuner? ownTuner = null) =>
        StudyHash.Of(StudyVerifier.Verify(new StudyFolder(folder), FunctionTrainer.Port, _ => FunctionTrainer.Plan, StudyDrafting.TunerOf(ownTuner)));

    /// <summary>
    /// The next trial, or null when all are over. It need not wait as long as every trial is told before the next is asked for; with several under way the next one's virtual start may
    /// hang on what they report, and then this refuses: use <see cref="AskAsync"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The next trial is not certain before one of those under way reports.</exception>
    public AskedTrial? Ask()
    {
        lock (gate)
        {
            string worker = NextWorker();
            Task<AskedTrial?> answer = Post(worker);
            if (answer.IsCompleted)
            {
                return answer.Result;
            }

            Withdraw(worker);
            string waited = string.Join(", ", State.Unfinished.Where(w => w.Worker is not null).Select(w => w.Id));
            throw new InvalidOperationException(
                $"No trial can be handed out before one of those under way reports or is told: {waited} (at most {State.Definition.Search.MaxConcurrentTrials} at once). Tell one first, or use AskAsync, which waits.");
        }
    }

    /// <summary>The next trial, as soon as it is certain, or null when all are over.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled; no trial was handed out.</exception>
    public async Task<AskedTrial?> AskAsync(CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        string worker;
        Task<AskedTrial?> answer;
        lock (gate)
        {
            worker = NextWorker();
            answer = Post(worker);
        }

        using CancellationTokenRegistration onCancel = cancel.Register(() => CancelAsk(worker, cancel));
        return await answer.ConfigureAwait(false);
    }

    /// <summary>
    /// Tells a trial's value: that of its next epoch, with which it ends. Where the trial has reported its last epoch already, <paramref name="value"/> repeats it; where it was
    /// stopped, it is passed over. A value that is not finite makes the trial diverged, not failed.
    /// </summary>
    /// <exception cref="ArgumentException">The trial has completed with another value.</exception>
    public void Tell(AskedTrial trial, double value)
    {
        if (!trial.ShouldStop)
        {
            trial.Report(trial.Reported + 1, value, isLast: true);
        }
        else if (Locked(() => State.Find(trial.Work)!.Outcome) == Outcome.Completed && !value.Equals(trial.LastValue))
        {
            throw new ArgumentException($"{trial.Work} has ended with {trial.LastValue:R}, its report {trial.Reported} of {trial.Epochs}; {value:R} cannot be told as well.", nameof(value));
        }
    }

    /// <summary>Tells that an attempt failed. The trial is handed out again, <see cref="StudyOptions.Attempts"/> times in all; then it has failed, and the study goes on.</summary>
    public void TellFailed(AskedTrial trial, string why) => End(trial, new WorkReported(trial.Worker, trial.Work, trial.Attempt, [], new WorkEnd(why)));

    /// <summary>Gives a trial back that will not be told. It is handed out again and nothing is held against it.</summary>
    public void GiveBack(AskedTrial trial) => End(trial, new WorkerLost(trial.Worker, "it was given back"));

    /// <summary>Runs the study to its end.</summary>
    /// <param name="objective">
    /// Computes a trial: reports its epochs if it has several, and returns the value of its last one (<see cref="Tell"/>). An exception is a failed attempt. It must give the same values
    /// for the same trial: draw from <see cref="AskedTrial.Seed"/>.
    /// </param>
    /// <param name="parallelism">How many trials are computed at once; more than <see cref="StudyOptions.MaxConcurrentTrials"/> wait. Changes the time, never the result.</param>
    /// <param name="cancel">Ends the run; what was under way is given back, and the study can go on.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="RunFailedException">The journal cannot be written, or not one trial could be computed; then the last objective's exception is the inner one.</exception>
    public Task OptimizeAsync(Func<AskedTrial, CancellationToken, Task<double>> objective, int parallelism = 1, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parallelism);
        return new Optimization(this, objective).RunAsync(parallelism, cancel);
    }

    /// <summary>Runs the study to its end, with an objective that does not wait for anything.</summary>
    /// <inheritdoc cref="OptimizeAsync(Func{AskedTrial, CancellationToken, Task{double}}, int, CancellationToken)"/>
    public Task OptimizeAsync(Func<AskedTrial, double> objective, int parallelism = 1, CancellationToken cancel = default) =>
        OptimizeAsync((trial, _) => Task.FromResult(objective(trial)), parallelism, cancel);

    /// <summary>What the study has come to.</summary>
    public StudyStatus Status() => Locked(() => StudyStatus.Of(State, isHeld: true));

    /// <summary>Closes the folder. Trials under way are trained again when it is opened next.</summary>
    public void Dispose()
    {
        flushing?.Dispose();
        lock (gate)
        {
            if (session?.Journal.HasUnflushed == true)
            {
                session.Journal.Flush();
            }

            session?.Dispose();
        }
    }

    internal void Take(AskedTrial trial, EpochValues epoch)
    {
        lock (gate)
        {
            IReadOnlyList<Effect> effects = coordinator.Step(new WorkReported(trial.Worker, trial.Work, trial.Attempt, [epoch], null));
            Act(effects);
            trial.ShouldStop = effects.OfType<GiveUp>().Any(g => g.Work == trial.Work && g.Attempt == trial.Attempt);
        }
    }

    /// <summary>Whether no trial has come to anything though some are over: then the objective cannot work.</summary>
    internal bool HasOnlyFailed => Locked(() => State.CountOf(Outcome.Failed) > 0 && State.CountOf(Outcome.Failed) == State.Trials.Count);

    private string NextWorker() => $"ask-{++asked}";

    private Task<AskedTrial?> Post(string worker)
    {
        var answer = new TaskCompletionSource<AskedTrial?>(TaskCreationOptions.RunContinuationsAsynchronously);
        asking[worker] = answer;
        Act(coordinator.Step(new WorkAsked(worker)));
        return answer.Task;
    }

    private void CancelAsk(string worker, CancellationToken cancel)
    {
        lock (gate)
        {
            if (asking.TryGetValue(worker, out TaskCompletionSource<AskedTrial?>? answer))
            {
                Withdraw(worker);
                answer.TrySetCanceled(cancel);
            }
        }
    }

    private void Withdraw(string worker)
    {
        asking.Remove(worker);
        Act(coordinator.Step(new WorkerLost(worker, "it no longer asks")));
    }

    private void End(AskedTrial trial, StudyEvent happened)
    {
        lock (gate)
        {
            trial.ShouldStop = true;
            Act(coordinator.Step(happened));
        }
    }

    /// <summary>First what is recorded, then what is told.</summary>
    private void Act(IReadOnlyList<Effect> effects)
    {
        if (session is not null)
        {
            Write([.. effects.OfType<Persist>().Select(p => p.Record)], session.Journal);
        }

        foreach (Effect effect in effects)
        {
            switch (effect)
            {
                case Assign assign when asking.Remove(assign.Worker, out TaskCompletionSource<AskedTrial?>? answer):
                    Trial trial = State.Trials[assign.Assignment.Work.Trial];
                    answer.SetResult(new AskedTrial(this, assign.Worker, assign.Assignment, trial.Parameters, trial.Work.Epochs));
                    break;
                case Dismiss dismiss when asking.Remove(dismiss.Worker, out TaskCompletionSource<AskedTrial?>? answer):
                    answer.SetResult(null);
                    break;
                case Abort abort:
                    throw new RunFailedException(abort.Why);
                case Finish when folder is not null && !isExported && BestExport.Winner(State) is { } winner:
                    isExported = true; // later calls come to the same end again
                    StudyFolder.Replace(folder.Best, winner);
                    break;
            }
        }
    }

    private static void Write(List<Record> records, JournalWriter journal)
    {
        if (records.Count == 0)
        {
            return;
        }

        try
        {
            journal.Append(records);

            // An attempt needs no flush of its own: only what a lost machine leaves running could act upon it, and this process goes with its machine.
            if (records.Exists(r => r is not (EpochReported or AttemptStarted)))
            {
                journal.Flush();
            }
        }
        catch (IOException e)
        {
            throw new RunFailedException($"The journal could not be written: {e.Message} All that was recorded before is safe; the study goes on from there.", e);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nobody waits for the timer: the next record that is written meets the same fault.")]
    private void FlushLate()
    {
        lock (gate)
        {
            try
            {
                if (session!.Journal.HasUnflushed)
                {
                    session.Journal.Flush();
                }
            }
            catch (Exception)
            {
                // The journal takes nothing more, and says so to whoever writes next.
            }
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }
}
