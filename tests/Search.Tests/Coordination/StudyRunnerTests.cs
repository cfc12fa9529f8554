using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tests.Journals;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Coordination;

public sealed class StudyRunnerTests : IDisposable
{
    private const int Patience = 20_000;
    private static readonly StudyDefinition Study = ToyStudies.Read(ToyStudies.Tuners[2], 12, v: 3, confirm: """{ "top": 2, "seeds": 2 }""");
    private readonly TempFolder folder = new();
    private readonly ManualTime time = new();
    private readonly List<Record> recorded = [];
    private readonly StudyState state = new(Study);
    private readonly JournalWriter journal;
    private Action<Record> onRecord = _ => { };

    public StudyRunnerTests()
    {
        journal = JournalWriter.Create(folder["journal.jsonl"], time);
        journal.Append([JournalFile.Header]);
        journal.Flush();
    }

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    [Fact(Timeout = Patience)]
    public async Task A_study_runs_to_its_end_and_all_of_it_is_in_the_journal()
    {
        FakePool pool = FakePool.Of(3);
        Assert.Equal(RunEnd.Finished, await Runner().RunAsync(pool, CancellationToken.None));
        Assert.True(pool.HasEnded);
        Assert.False(journal.HasUnflushed);

        StudySimulation undisturbed = StudySimulation.Run(Study, new Weather(1));
        Assert.Equal(undisturbed.State.FinishedHash, state.FinishedHash);
        var replayed = new StudyState(Study);
        Record[] read = [.. new JournalReader(folder["journal.jsonl"]).Read()];
        Array.ForEach(read, replayed.Apply);
        Assert.Equal(state.FinishedHash, replayed.FinishedHash);
        Assert.Equal(read.Skip(1).Select(r => r.GetType()), recorded.Select(r => r.GetType()));
    }

    [Fact(Timeout = Patience)]
    public async Task A_finished_study_finishes_again_without_any_worker()
    {
        await Runner().RunAsync(FakePool.Of(2), CancellationToken.None);
        long length = new FileInfo(folder["journal.jsonl"]).Length;
        var pool = new FakePool((_, _) => throw new InvalidOperationException("no worker was needed"));
        Assert.Equal(RunEnd.Finished, await Runner().RunAsync(pool, CancellationToken.None));
        Assert.Equal(length, new FileInfo(folder["journal.jsonl"]).Length);
    }

    [Fact(Timeout = Patience)]
    public async Task Told_to_stop_it_dismisses_waiting_workers_ends_the_pool_and_leaves_a_study_that_goes_on()
    {
        using var stop = new CancellationTokenSource();
        bool wasCancelled = false;
        var pool = new FakePool(async (desk, token) =>
        {
            Assignment work = (await desk.AskAsync("w"))!;
            await desk.ReportAsync(FakePool.Report("w", work, 1));
            Task<Assignment?>[] waiting = [.. Enumerable.Range(0, 5).Select(i => desk.AskAsync($"idle{i}"))];
            await stop.CancelAsync();
            Assignment?[] answers = await Task.WhenAll(waiting);
            Assert.NotEqual(0, answers.Count(a => a is null));
            await Task.Run(() => token.WaitHandle.WaitOne());
            wasCancelled = true;
            Assert.False(await desk.ReportAsync(FakePool.Report("w", work, 2)));
            Assert.Null(await desk.AskAsync("w"));
        });
        Assert.Equal(RunEnd.Stopped, await Runner().RunAsync(pool, stop.Token));
        Assert.True(wasCancelled && pool.HasEnded);
        Assert.False(journal.HasUnflushed);
        Assert.Equal(RunEnd.Finished, await Runner().RunAsync(FakePool.Of(2), CancellationToken.None));
        Assert.Equal(StudySimulation.Run(Study, new Weather(1)).State.FinishedHash, state.FinishedHash);
    }

    [Fact(Timeout = Patience)]
    public async Task Told_to_stop_before_it_began_it_stops_at_once()
    {
        Assert.Equal(RunEnd.Stopped, await Runner().RunAsync(FakePool.Of(2), new CancellationToken(canceled: true)));
        Assert.Empty(recorded.OfType<TrialEnded>());
    }

    [Fact(Timeout = Patience)]
    public async Task A_full_disk_ends_the_run_with_a_clear_message_and_nobody_waits_for_ever()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs a disk that is always full");
        File.CreateSymbolicLink(folder["full"], "/dev/full");
        using JournalWriter full = JournalWriter.Continue(folder["full"], new JournalReader(folder["full"]), time, out _);
        var coordinator = new Coordinator(state, TunerCatalog.Create(Study), ToyTrainer.Plan);
        RunFailedException failure = await Assert.ThrowsAsync<RunFailedException>(() => new StudyRunner(coordinator, full, time, recorded.Add).RunAsync(FakePool.Of(2), CancellationToken.None));
        Assert.StartsWith("The journal could not be written: No space left", failure.Message, StringComparison.Ordinal);
        Assert.Empty(recorded);
    }

    [Fact(Timeout = Patience)]
    public async Task A_write_that_fails_in_the_middle_of_a_run_answers_everybody_with_no()
    {
        Task<bool>? report = null;
        var pool = new FakePool(async (desk, _) =>
        {
            Assignment work = (await desk.AskAsync("w"))!;
            Task<Assignment?> waiting = desk.AskAsync("x");
            journal.Dispose();
            report = desk.ReportAsync(FakePool.Report("w", work, 1));
            await report;
            await waiting;
            await desk.AskAsync("w");
        });
        await Assert.ThrowsAnyAsync<Exception>(() => Runner().RunAsync(pool, CancellationToken.None));
        Assert.True(pool.HasEnded);
        Assert.False(await report!);
    }

    [Fact(Timeout = Patience)]
    public async Task A_pool_without_workers_fails_the_run_in_its_own_words()
    {
        var pool = new FakePool((_, _) => Task.FromException(new WorkerPoolException("there is no program to start")));
        Assert.Equal("there is no program to start", (await Assert.ThrowsAsync<RunFailedException>(() => Runner().RunAsync(pool, CancellationToken.None))).Message);
    }

    [Fact(Timeout = Patience)]
    public async Task A_pool_whose_failure_is_about_files_is_not_taken_for_a_journal_that_cannot_be_written()
    {
        var pool = new FakePool((_, _) => Task.FromException(new IOException("the socket is gone")));
        Assert.Equal("the socket is gone", (await Assert.ThrowsAsync<IOException>(() => Runner().RunAsync(pool, CancellationToken.None))).Message);
    }

    [Fact(Timeout = Patience)]
    public async Task A_pool_that_ends_before_the_study_fails_the_run()
    {
        var pool = new FakePool((_, _) => Task.CompletedTask);
        Assert.StartsWith("All workers are gone", (await Assert.ThrowsAsync<RunFailedException>(() => Runner().RunAsync(pool, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task A_result_that_contradicts_an_earlier_one_fails_the_run()
    {
        var pool = new FakePool(async (desk, _) =>
        {
            Assignment work = (await desk.AskAsync("w"))!;
            await desk.ReportAsync(FakePool.Report("w", work, 1));
            await desk.LoseAsync("w", "gone");
            work = (await desk.AskAsync("w"))!;
            EpochValues other = ToyTrainer.Train(work with { Seed = 99 }, 1);
            Assert.False(await desk.ReportAsync(new WorkReported("w", work.Work, work.Attempt, [other], null)));
        });
        Assert.Contains("computes otherwise", (await Assert.ThrowsAsync<RunFailedException>(() => Runner().RunAsync(pool, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task Of_two_questions_of_one_worker_that_wait_together_the_later_one_gets_the_work_that_is_not_lost()
    {
        bool isSecondLost = true;
        var pool = new FakePool(async (desk, _) =>
        {
            Task<Assignment?>? early = null, late = null;
            onRecord = _ =>
            {
                onRecord = _ => { };
                early = desk.AskAsync("w"); // both are posted while the runner is busy with "x"
                late = desk.AskAsync("w");
            };
            await desk.AskAsync("x");
            await early!;
            Assignment second = (await late!)!;
            isSecondLost = recorded.OfType<AttemptEnded>().Any(a => a.Trial == second.Work.Trial && a.Attempt == second.Attempt);
            await desk.LoseAsync("x", "it leaves");
            await FakePool.WorkAsync(desk, "w");
        });
        await Runner().RunAsync(pool, CancellationToken.None);
        Assert.False(isSecondLost);
    }

    [Fact(Timeout = Patience)]
    public async Task Messages_that_wait_together_share_one_flush()
    {
        long before = 0, after = 0;
        var pool = new FakePool(async (desk, _) =>
        {
            Task<Assignment?>[]? together = null;
            onRecord = _ =>
            {
                onRecord = _ => { };
                before = journal.Flushes;
                together = [desk.AskAsync("w1"), desk.AskAsync("w2")];
            };
            await desk.AskAsync("w0");
            await Task.WhenAll(together!);
            after = journal.Flushes;
            await desk.LoseAsync("w0", "it leaves");
            await desk.LoseAsync("w2", "it leaves");
            await FakePool.WorkAsync(desk, "w1");
        });
        await Runner().RunAsync(pool, CancellationToken.None);
        Assert.Equal(1, after - before);
    }

    [Fact(Timeout = Patience)]
    public async Task Epoch_values_are_written_at_once_and_flushed_within_a_second()
    {
        var pool = new FakePool(async (desk, _) =>
        {
            Assignment work = (await desk.AskAsync("w"))!;
            time.Advance(TimeSpan.FromSeconds(0.7));
            await desk.ReportAsync(FakePool.Report("w", work, 1));
            Assert.True(journal.HasUnflushed);
            Assert.IsType<EpochReported>(new JournalReader(folder["journal.jsonl"]).Read().Last());

            time.Advance(TimeSpan.FromSeconds(1));
            await desk.ReportAsync(FakePool.Heartbeat("w", work));
            await desk.ReportAsync(FakePool.Heartbeat("w", work)); // the message before this one has been seen to its end
            Assert.False(journal.HasUnflushed);
            await FakePool.WorkAsync(desk, "w");
        });
        Assert.Equal(RunEnd.Finished, await Runner().RunAsync(pool, CancellationToken.None));
    }

    [Fact(Timeout = Patience)]
    public async Task What_a_worker_is_told_is_durable_before()
    {
        var pool = new FakePool(async (desk, _) =>
        {
            while (await desk.AskAsync("w") is { } work)
            {
                Assert.Contains(new JournalReader(folder["journal.jsonl"]).Read().OfType<AttemptStarted>(), a => new WorkId(a.Trial, a.Repeat) == work.Work && a.Attempt == work.Attempt);
                await desk.ReportAsync(new WorkReported("w", work.Work, work.Attempt, [.. Enumerable.Range(1, 6).Select(e => ToyTrainer.Train(work, e))], new WorkEnd(null)));
                Assert.Contains(new JournalReader(folder["journal.jsonl"]).Read().OfType<TrialEnded>(), a => new WorkId(a.Trial, a.Repeat) == work.Work);
            }
        });
        Assert.Equal(RunEnd.Finished, await Runner().RunAsync(pool, CancellationToken.None));
    }

    private StudyRunner Runner() => new(new Coordinator(state, TunerCatalog.Create(Study), ToyTrainer.Plan), journal, time, record =>
    {
        recorded.Add(record);
        onRecord(record);
    });
}
