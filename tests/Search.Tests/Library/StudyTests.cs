using HyperSearch.Search.Coordination;
using HyperSearch.Search.Library;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Library;

public sealed class StudyTests
{
    private static Space Plane => new SpaceBuilder().Double("x", -1, 1).Double("y", 1e-3, 1, Scale.Log).Build();

    private static StudyOptions Options => new() { Trials = 24, Tuner = new TpeTunerOptions { StartTrials = 6 }, Seed = 3 };

    [Fact]
    public async Task Any_parallelism_gives_the_hash_of_asking_and_telling_one_by_one()
    {
        using Study study = Study.Create(Plane, Options);
        while (study.Ask() is { } trial)
        {
            study.Tell(trial, Value(trial));
        }

        Assert.True(study.IsFinished);
        foreach (int parallelism in (int[])[1, 2, 4, 9])
        {
            using Study other = Study.Create(Plane, Options);
            await other.OptimizeAsync(
                async (trial, _) =>
                {
                    for (ulong i = 0; i < trial.Seed % 7; i++)
                    {
                        await Task.Yield();
                    }

                    return Value(trial);
                },
                parallelism);
            Assert.Equal(study.Hash, other.Hash);
        }
    }

    [Fact]
    public void Ask_refuses_what_is_not_certain_and_names_what_it_hangs_on()
    {
        using Study study = Study.Create(Plane, Options with { MaxConcurrentTrials = 2 });
        AskedTrial first = study.Ask()!, second = study.Ask()!;
        Assert.Equal((0, 1), (first.Number, second.Number));
        Assert.Contains("trial 0, trial 1", Assert.Throws<InvalidOperationException>(study.Ask).Message, StringComparison.Ordinal);
        study.Tell(second, 1);

        // Trial 0 may end at the same virtual time, and comes first.
        Assert.Throws<InvalidOperationException>(study.Ask);
        study.Tell(first, 2);
        Assert.Equal(2, study.Ask()!.Number);
    }

    [Fact]
    public async Task A_wait_is_answered_by_a_tell_and_a_cancelled_one_takes_no_trial()
    {
        using Study study = Study.Create(Plane, Options with { MaxConcurrentTrials = 1, Trials = 2 });
        AskedTrial first = (await study.AskAsync())!;
        using var cancel = new CancellationTokenSource();
        Task<AskedTrial?> cancelled = study.AskAsync(cancel.Token), waiting = study.AskAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => cancelled);
        Assert.False(waiting.IsCompleted);
        study.Tell(first, 1);
        AskedTrial second = (await waiting)!;
        Assert.Equal(1, second.Number);
        study.Tell(second, 1);
        Assert.Null(await study.AskAsync());
    }

    [Fact]
    public async Task An_exception_costs_an_attempt_NaN_diverges_and_the_study_goes_on()
    {
        var attempts = new Dictionary<int, int>();
        using Study study = Study.Create(Plane, Options with { Trials = 6, Attempts = 2 });
        await study.OptimizeAsync(trial =>
        {
            attempts[trial.Number] = attempts.GetValueOrDefault(trial.Number) + 1;
            return trial.Number switch
            {
                1 when attempts[1] == 1 => throw new IOException("flaky"),
                2 => throw new IOException("always"),
                3 => double.NaN,
                _ => Value(trial),
            };
        });
        Assert.Equal((4, 1, 1), (study.Status().Trials.Completed, study.Status().Trials.Failed, study.Status().Trials.Diverged));
        Assert.Equal((2, 2, 1), (attempts[1], attempts[2], attempts[3]));
    }

    [Fact]
    public async Task An_objective_that_always_throws_is_told_with_what_it_threw()
    {
        using Study study = Study.Create(Plane, Options with { Trials = 3, Attempts = 1 });
        var e = await Assert.ThrowsAsync<RunFailedException>(() => study.OptimizeAsync(_ => throw new FormatException("no good"), parallelism: 2));
        Assert.Contains("FormatException: no good", e.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(e.InnerException);
    }

    [Fact]
    public void Reports_are_pruned_ended_early_and_refused_out_of_order()
    {
        using Study study = Study.Create(Plane, Options with { Trials = 3, Epochs = 4, MaxConcurrentTrials = 1, Pruner = new ThresholdPrunerOptions { Upper = 5 } });
        AskedTrial trial = study.Ask()!;
        Assert.Contains("the next is 1", Assert.Throws<ArgumentOutOfRangeException>(() => trial.Report(2, 1)).Message, StringComparison.Ordinal);
        Assert.True(trial.Report(1, 1));
        Assert.False(trial.Report(2, 9));
        study.Tell(trial, 9);
        Assert.Equal(Outcome.Pruned, study.Trials[0].Work.Outcome);

        trial = study.Ask()!;
        Assert.True(trial.Report(1, 3));
        study.Tell(trial, 2);
        Assert.Equal((Outcome.Completed, 2, 2.0), (study.Trials[1].Work.Outcome, study.Trials[1].Work.CountedEpochs, study.Trials[1].Work.Value));

        trial = study.Ask()!;
        Assert.False(trial.Report(1, 3, isLast: true));
        study.Tell(trial, 3);
        Assert.Throws<ArgumentException>(() => study.Tell(trial, 4));
        Assert.Null(study.Ask());
    }

    [Fact]
    public void What_is_wrong_is_told_at_once_with_its_place()
    {
        Space space = new SpaceBuilder().Double("x", 2, 1).Double("epochs", 0, 1, Scale.Log).Build();
        string message = Assert.Throws<ArgumentException>(() => Study.Create(space, Options with { Trials = 0, Name = "a b" })).Message;
        Assert.All(["space.x", "space.epochs", "search.trials", "name"], place => Assert.Contains(place, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Values_are_typed_and_a_wrong_name_is_told_with_the_right_ones()
    {
        Space space = new SpaceBuilder().Int("n", 3, 3).Choice("kind", "a").Double("only", 0, 1).When("kind", "a").Bool("b").Levels("size", 16, 32).Build();
        using Study study = Study.Create(space, Options with { Tuner = new RandomTunerOptions() });
        AskedTrial trial = study.Ask()!;
        Assert.Equal((3, "a", true), (trial.Int("n"), trial.Text("kind"), trial.IsActive("only")));
        Assert.Contains(trial.Double("size"), (double[])[16, 32]);
        Assert.Equal(trial.Bool("b"), trial.Parameters[3] == 1);
        Assert.Contains("n, kind, only, b, size", Assert.Throws<KeyNotFoundException>(() => trial["N"]).Message, StringComparison.Ordinal);
        Assert.Contains("no number", Assert.Throws<InvalidOperationException>(() => trial["kind"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_goes_on_where_a_program_died_and_is_proved()
    {
        using var temp = new TempFolder();
        string root = Path.Combine(temp.Root, "s.study");
        StudyOptions durable = Options with { Folder = root, Epochs = 3, Confirm = new ConfirmOptions { Top = 2, Seeds = 2 }, Pruner = new MedianPrunerOptions { StartTrials = 3 } };
        using Study undisturbed = Study.Create(Plane, durable with { Folder = null });
        await undisturbed.OptimizeAsync(Curve, parallelism: 2);
        for (int stop = 5; stop < 20; stop += 5)
        {
            using Study part = Study.Create(Plane, durable);
            for (int i = 0; i < 5; i++)
            {
                Curve(part.Ask()!);
            }

            AskedTrial cutOff = part.Ask()!;
            cutOff.Report(1, Value(cutOff) + 1);
        }

        using (Study rest = Study.Create(Plane, durable))
        {
            Assert.Throws<StudyFolderException>(() => Study.Create(Plane, durable));
            await rest.OptimizeAsync(Curve, parallelism: 4);
        }

        using Study finished = Study.Create(Plane, durable);
        Assert.True(finished.IsFinished);
        Assert.Null(finished.Ask());
        Assert.Equal(undisturbed.Hash, finished.Hash);
        Assert.Equal(undisturbed.Hash, Study.Verify(root));
        Assert.True(File.Exists(Path.Combine(root, "best.json")));
    }

    [Fact]
    public void A_trial_waits_for_the_disk_once_however_much_it_reports()
    {
        using var temp = new TempFolder();
        using Study study = Study.Create(Plane, Options with { Folder = Path.Combine(temp.Root, "s.study"), Epochs = 3, MaxConcurrentTrials = 1, Time = new ManualTime() });
        long before = study.Flushes;
        for (int i = 1; i <= 5; i++)
        {
            Curve(study.Ask()!);
            Assert.Equal(before + i, study.Flushes);
        }
    }

    [Fact]
    public async Task Cancelling_gives_trials_back_and_the_study_goes_on()
    {
        using Study study = Study.Create(Plane, Options), undisturbed = Study.Create(Plane, Options);
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => study.OptimizeAsync(
            async (trial, token) =>
            {
                if (trial.Number == 7)
                {
                    await cancel.CancelAsync();
                }

                token.ThrowIfCancellationRequested();
                return Value(trial);
            },
            parallelism: 3,
            cancel.Token));
        Assert.False(study.IsFinished);
        await study.OptimizeAsync(Value, parallelism: 2);
        await undisturbed.OptimizeAsync(Value);
        Assert.Equal(undisturbed.Hash, study.Hash);
    }

    private static double Value(AskedTrial trial) => Value(trial.Parameters);

    private static double Value(ParameterSet parameters) => Math.Abs(parameters.Double("x") - 0.3) + parameters.Double("y");

    private static double Curve(AskedTrial trial)
    {
        for (int epoch = 1; trial.Report(epoch, Value(trial) + (1.0 / epoch)); epoch++)
        {
        }

        return trial.Reported == trial.Epochs ? Value(trial) + (1.0 / trial.Epochs) : double.NaN;
    }
}
