using HyperSearch.Search.Journals;

namespace HyperSearch.Search.Coordination;

/// <summary>
/// The shell around the <see cref="Coordinator"/>: takes messages one after the other, writes the records they lead to, and acts on the other effects
/// when those are durable. Messages that wait together share one flush.
/// </summary>
public sealed class StudyRunner
{
    private static readonly TimeSpan LongestUnflushed = TimeSpan.FromSeconds(1), TimeToLeave = TimeSpan.FromSeconds(10);

    private readonly Coordinator coordinator;
    private readonly JournalWriter journal;
    private readonly TimeProvider time;
    private readonly Action<Record> recorded;
    private readonly StudyDesk desk;
    private readonly Dictionary<string, TaskCompletionSource<object?>> asking = [];
    private RunEnd? end;

    /// <summary>A run of a study.</summary>
    /// <param name="coordinator">Its coordinator, not started yet.</param>
    /// <param name="journal">Its journal.</param>
    /// <param name="time">The clock for flushing; it decides nothing of the study.</param>
    /// <param name="recorded">Called for every record once it is written, in order, between two changes of the state.</param>
    public StudyRunner(Coordinator coordinator, JournalWriter journal, TimeProvider time, Action<Record> recorded)
    {
        this.coordinator = coordinator;
        this.journal = journal;
        this.time = time;
        this.recorded = recorded;
        desk = new StudyDesk { Trainer = coordinator.State.Definition.Trainer };
    }

    /// <summary>Runs the study until it is finished or <paramref name="stop"/> asks to stop. When it returns, the journal is durable and no worker is left.</summary>
    /// <exception cref="RunFailedException">The journal cannot be written, no worker can be had, or a result contradicts an earlier one.</exception>
    public async Task<RunEnd> RunAsync(IWorkerPool pool, CancellationToken stop)
    {
        using var endPool = new CancellationTokenSource();
        Task workers = Task.CompletedTask;
        try
        {
            Start();
            if (end is null)
            {
                using CancellationTokenRegistration onStop = stop.Register(() => _ = desk.StopAsync());
                await using ITimer flushing = time.CreateTimer(_ => desk.Wake(), null, LongestUnflushed, LongestUnflushed);
                workers = Task.Run(() => pool.RunAsync(desk, endPool.Token), CancellationToken.None);
                _ = workers.ContinueWith(_ => desk.Wake(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                await TakeMessages(workers).ConfigureAwait(false);
            }

            return end!.Value;
        }
        finally
        {
            desk.Close();
            foreach (TaskCompletionSource<object?> answer in asking.Values)
            {
                answer.TrySetResult(null);
            }

            if (end != RunEnd.Finished)
            {
                await endPool.CancelAsync().ConfigureAwait(false);
            }

            // The workers of a finished study have been dismissed and go by themselves, but for one that is frozen.
            await using ITimer grace = time.CreateTimer(_ => endPool.Cancel(), null, TimeToLeave, Timeout.InfiniteTimeSpan);
            await workers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Called, once its end is durable, with what the program of an attempt wrote to standard error; null: nobody keeps it.</summary>
    public Action<WorkId, int, string>? KeepErrors { get; init; }

    /// <summary>Estimates how long the run will take, once the first trials are proposed; null: nobody asks.</summary>
    public Func<StudyState, RunEstimated?>? Estimate { get; init; }

    /// <summary>How the run has ended; null while it has not.</summary>
    internal RunEnd? End => end;

    /// <summary>Begins: what is due is written, then done.</summary>
    internal void Start()
    {
        var records = new List<Record>();
        var actions = new List<Action>();
        Take(coordinator.Start(), records, actions);
        if (coordinator.State.FinishedHash is null && Estimate?.Invoke(coordinator.State) is { } estimate)
        {
            coordinator.State.Apply(estimate);
            records.Add(estimate);
        }

        Write(records);
        actions.ForEach(act => act());
    }

    private async Task TakeMessages(Task workers)
    {
        var waiting = new List<StudyDesk.Message>();
        while (end is null)
        {
            await desk.Messages.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false);
            while (desk.Messages.TryRead(out StudyDesk.Message? message))
            {
                waiting.Add(message);
            }

            Take(waiting);
            waiting.Clear();
            if (end is null && workers.IsCompleted)
            {
                await SayWhyGone(workers).ConfigureAwait(false);
            }
        }
    }

    private static async Task SayWhyGone(Task workers)
    {
        try
        {
            await workers.ConfigureAwait(false);
        }
        catch (WorkerPoolException e)
        {
            throw new RunFailedException(e.Message, e);
        }

        throw new RunFailedException("All workers are gone; run the study again to go on.");
    }

    /// <summary>Takes messages that waited together: one turn, all of it on the caller's thread.</summary>
    internal void Take(List<StudyDesk.Message> messages)
    {
        try
        {
            var records = new List<Record>();
            var actions = new List<Action>();
            foreach (StudyDesk.Message message in messages)
            {
                Take(message, records, actions);
            }

            Write(records);
            actions.ForEach(act => act());
            if (journal.HasUnflushed && (end is not null || messages.Exists(m => m.Happened is null)))
            {
                Persist(journal.Flush);
            }
        }
        catch
        {
            messages.ForEach(m => m.Answer.TrySetResult(null));
            throw;
        }
    }

    /// <summary>Takes one message: which records it leads to, and what is to be done, in order, when they are durable.</summary>
    private void Take(StudyDesk.Message message, List<Record> records, List<Action> actions)
    {
        if (message.Happened is not { } happened)
        {
            return;
        }

        IReadOnlyList<Effect> effects = coordinator.Step(happened);
        switch (happened)
        {
            case WorkAsked asked:
                actions.Add(() =>
                {
                    Answer(asked.Worker, null);
                    asking[asked.Worker] = message.Answer;
                });
                break;
            case WorkerLost lost:
                actions.Add(() => Answer(lost.Worker, null));
                break;
            case StopAsked:
                actions.Add(() => end ??= RunEnd.Stopped);
                break;
        }

        Take(effects, records, actions);
        if (happened is not WorkAsked)
        {
            bool wanted = !effects.OfType<GiveUp>().Any();

            // A trial is over with its last epoch, which may come before the end of its program.
            if (happened is WorkReported { End.StandardError: { Length: > 0 } errors } report && coordinator.State.Find(report.Work)?.Attempt == report.Attempt)
            {
                actions.Add(() => KeepErrors?.Invoke(report.Work, report.Attempt, errors));
            }

            actions.Add(() => message.Answer.TrySetResult(wanted));
        }
    }

    private void Take(IReadOnlyList<Effect> effects, List<Record> records, List<Action> actions)
    {
        records.AddRange(effects.OfType<Persist>().Select(p => p.Record));
        actions.AddRange(effects.Select<Effect, Action?>(effect => effect switch
        {
            Assign assign => () => Answer(assign.Worker, assign.Assignment),
            Dismiss dismiss => () => Answer(dismiss.Worker, null),
            Abort abort => () => throw new RunFailedException(abort.Why),
            Finish => () => end = RunEnd.Finished,
            _ => null,
        }).OfType<Action>());
    }

    private void Write(List<Record> records)
    {
        if (records.Count == 0)
        {
            return;
        }

        Persist(() =>
        {
            journal.Append(records);
            if (records.Exists(r => r is not EpochReported))
            {
                journal.Flush();
            }
        });
        records.ForEach(recorded);
    }

    private static void Persist(Action write)
    {
        try
        {
            write();
        }
        catch (IOException e)
        {
            throw new RunFailedException($"The journal could not be written: {e.Message} All that was recorded before is safe; the study goes on from there.", e);
        }
    }

    private void Answer(string worker, Assignment? assignment)
    {
        if (asking.Remove(worker, out TaskCompletionSource<object?>? answer))
        {
            answer.TrySetResult(assignment);
        }
    }
}
