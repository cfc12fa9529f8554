using HyperSearch.Search.Journals;

namespace HyperSearch.Search.Coordination;

/// <summary>How a run ended.</summary>
public enum RunEnd
{
    /// <summary>The study is finished.</summary>
    Finished,

    /// <summary>It was stopped, and can go on.</summary>
    Stopped,
}

/// <summary>The run cannot go on; what is recorded is whole. The message says why.</summary>
/// <param name="message">One sentence.</param>
/// <param name="inner">What happened.</param>
public sealed class RunFailedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The shell around the <see cref="Coordinator"/>: takes messages one after the other, writes the records they lead to, and acts on the other effects
/// when those are durable. Messages that wait together share one flush.
/// </summary>
public sealed class StudyRunner
{
    private static readonly TimeSpan LongestUnflushed = TimeSpan.FromSeconds(1);

    private readonly Coordinator coordinator;
    private readonly JournalWriter journal;
    private readonly TimeProvider time;
    private readonly Action<Record> recorded;
    private readonly StudyDesk desk = new();
    private readonly Dictionary<string, TaskCompletionSource<object?>> asking = [];
    private long unflushedSince;
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
    }

    /// <summary>Runs the study until it is finished or <paramref name="stop"/> asks to stop. When it returns, the journal is durable and no worker is left.</summary>
    /// <exception cref="RunFailedException">The journal cannot be written, no worker can be had, or a result contradicts an earlier one.</exception>
    public async Task<RunEnd> RunAsync(IWorkerPool pool, CancellationToken stop)
    {
        using var endPool = new CancellationTokenSource();
        Task workers = Task.CompletedTask;
        try
        {
            Do(coordinator.Start());
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
        catch (IOException e)
        {
            throw new RunFailedException($"The journal could not be written: {e.Message} All that was recorded before is safe; the study goes on from there.", e);
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

            // The workers of a finished study have been dismissed and go by themselves.
            await workers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
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
            if (journal.HasUnflushed && (end is not null || time.GetElapsedTime(unflushedSince) >= LongestUnflushed))
            {
                journal.Flush();
            }

            if (end is null && workers.IsCompleted)
            {
                await workers.ConfigureAwait(false); // throws what ended the pool
                throw new RunFailedException("All workers are gone; run the study again to go on.");
            }
        }
    }

    private void Take(List<StudyDesk.Message> messages)
    {
        var effects = new List<Effect>();
        var answers = new List<Action>();
        foreach (StudyDesk.Message message in messages)
        {
            if (message.Happened is not { } happened)
            {
                continue;
            }

            IReadOnlyList<Effect> own = coordinator.Step(happened);
            effects.AddRange(own);
            switch (happened)
            {
                case WorkAsked asked:
                    Answer(asked.Worker, null);
                    asking[asked.Worker] = message.Answer;
                    break;
                case WorkReported:
                    bool wanted = !own.OfType<GiveUp>().Any();
                    answers.Add(() => message.Answer.TrySetResult(wanted));
                    break;
                case WorkerLost lost:
                    Answer(lost.Worker, null);
                    answers.Add(() => message.Answer.TrySetResult(null));
                    break;
                default:
                    end = RunEnd.Stopped;
                    answers.Add(() => message.Answer.TrySetResult(null));
                    break;
            }
        }

        Do(effects);
        answers.ForEach(answer => answer());
    }

    /// <summary>Writes the records among the effects; then, when what others are told of is durable, acts on the rest.</summary>
    private void Do(IReadOnlyList<Effect> effects)
    {
        Record[] records = [.. effects.OfType<Persist>().Select(p => p.Record)];
        if (records.Length > 0)
        {
            if (!journal.HasUnflushed)
            {
                unflushedSince = time.GetTimestamp();
            }

            journal.Append(records);
            if (records.Any(r => r is not EpochReported))
            {
                journal.Flush();
            }

            Array.ForEach(records, recorded);
        }

        foreach (Effect effect in effects)
        {
            switch (effect)
            {
                case Assign assign:
                    Answer(assign.Worker, assign.Assignment);
                    break;
                case Dismiss dismiss:
                    Answer(dismiss.Worker, null);
                    break;
                case Abort abort:
                    throw new RunFailedException(abort.Why);
                case Finish:
                    end = RunEnd.Finished;
                    break;
            }
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
