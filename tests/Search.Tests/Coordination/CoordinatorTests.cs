using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Coordination;

public sealed class CoordinatorTests
{
    private static readonly StudyDefinition Study = ToyStudies.Read(ToyStudies.Tuners[0], 4, v: 2, space: ToyStudies.RateSpace, attempts: 3);

    [Fact]
    public void A_trial_that_fails_costs_attempts_and_is_failed_after_the_last()
    {
        var script = new Script(Study);
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            Assignment work = script.Ask("w")!;
            Assert.Equal((new WorkId(0), attempt), (work.Work, work.Attempt));
            script.Report("w", work, 1, attempt, new WorkEnd("no memory"));
        }

        Work failed = script.State.Trials[0].Work;
        Assert.Equal(Outcome.Failed, failed.Outcome);
        Assert.Equal(4, failed.CountedEpochs); // three were recorded, a fourth had begun
        Assert.Equal(new WorkId(1), script.Ask("w")!.Work);
    }

    [Fact]
    public void A_lost_worker_costs_no_attempt_until_the_tenth_that_one_trial_has_seen()
    {
        var script = new Script(Study);
        for (int loss = 1; loss <= 11; loss++)
        {
            Assert.Equal((new WorkId(0), loss), script.Ask("w") is { } work ? (work.Work, work.Attempt) : default);
            script.Lose("w");
            Assert.False(script.State.Trials[0].Work.IsOver);
        }

        script.Ask("w");
        script.Lose("w");
        Assert.Equal(Outcome.Failed, script.State.Trials[0].Work.Outcome);
        Assert.Equal(12, script.State.Trials[0].Work.Losses);
        Assert.Equal(0, script.State.Trials[0].Work.Failures);
    }

    [Fact]
    public void A_drained_or_dead_coordinator_costs_no_attempt()
    {
        var script = new Script(Study);
        for (int i = 0; i < 5; i++)
        {
            script.Ask("w");
            script = script.Restart();
        }

        Assert.Equal((0, 5), (script.State.Trials[0].Work.Failures, script.State.Trials[0].Work.Losses));
        Assert.Equal((new WorkId(0), 6), script.Ask("w") is { } work ? (work.Work, work.Attempt) : default);
    }

    [Fact]
    public void Late_reports_of_a_worker_given_up_for_dead_change_nothing_and_are_answered_so()
    {
        var script = new Script(Study);
        Assignment first = script.Ask("w1")!;
        script.Lose("w1");
        Assignment second = script.Ask("w2")!;
        int before = script.Journal.Count;
        Effect answer = Assert.Single(script.Report("w1", first, 1, 6, new WorkEnd(null)));
        Assert.Equal(new GiveUp("w1", first.Work, 1), answer);
        Assert.Equal(before, script.Journal.Count);

        script.Report("w2", second, 1, 6, new WorkEnd(null));
        Assert.Equal(Outcome.Completed, script.State.Trials[0].Work.Outcome);
        Assert.IsType<GiveUp>(Assert.Single(script.Report("w2", second, 6, 6, new WorkEnd(null))));
    }

    [Fact]
    public void Epochs_that_a_lost_attempt_had_recorded_are_not_recorded_again()
    {
        var script = new Script(Study);
        script.Report("w1", script.Ask("w1")!, 1, 4);
        script.Lose("w1");
        Assignment again = script.Ask("w2")!;
        Assert.DoesNotContain(script.Report("w2", again, 1, 4), e => e is Persist);
        script.Report("w2", again, 5, 6, new WorkEnd(null));
        Assert.Equal([1, 2, 3, 4, 5, 6], script.Journal.OfType<EpochReported>().Select(e => e.Epoch));
    }

    [Fact]
    public void A_trial_whose_patience_is_over_completes_with_that_epoch_and_no_later()
    {
        var script = new Script(Study);
        Assignment work = script.Ask("w")!;
        EpochValues last = ToyTrainer.Train(work, 2) with { IsLast = true };
        script.Report("w", work, ToyTrainer.Train(work, 1), last);
        Assert.Equal(new TrialEnded(0, 0, Outcome.Completed, 2, last.Metrics["validation.accuracy"]), script.Journal.OfType<TrialEnded>().Single());
        Assert.Equal([null, true], script.Journal.OfType<EpochReported>().Select(e => e.IsLast));
    }

    [Fact]
    public void A_repeated_epoch_that_differs_ends_the_run_and_says_where()
    {
        var script = new Script(Study);
        Assignment work = script.Ask("w")!;
        script.Report("w", work, 1, 2);
        script.Lose("w");
        work = script.Ask("w")!;
        Abort abort = Assert.IsType<Abort>(Assert.Single(script.Report("w", work, new EpochValues(1, new Dictionary<string, double> { ["validation.accuracy"] = 0.25, ["validation.loss"] = 1 }))));
        Assert.StartsWith("trial 0, epoch 1: this attempt gave 0.25, an earlier one ", abort.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "it reported epoch 3 after epoch 0")]
    [InlineData(0, "it reported epoch 0 after epoch 0")]
    [InlineData(-1, "it reported epoch -1 after epoch 0")]
    public void Nonsense_costs_an_attempt_and_the_worker_is_told_to_stop(int epoch, string why)
    {
        var script = new Script(Study);
        Assignment work = script.Ask("w")!;
        IReadOnlyList<Effect> effects = script.Report("w", work, ToyTrainer.Train(work, 1) with { Epoch = epoch });
        Assert.Contains(new GiveUp("w", work.Work, 1), effects);
        Assert.Equal(new AttemptEnded(0, 0, 1, Blame.Trial, why), script.Journal.OfType<AttemptEnded>().Single());
    }

    [Fact]
    public void An_epoch_without_the_objective_is_nonsense_and_never_a_result()
    {
        var script = new Script(Study);
        Assignment work = script.Ask("w")!;
        script.Report("w", work, new EpochValues(1, new Dictionary<string, double> { ["validation.loss"] = 1 }));
        Assert.Equal("it reported epoch 1 without validation.accuracy", script.Journal.OfType<AttemptEnded>().Single().Why);
        Assert.Empty(script.State.Trials[0].Work.Values);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_metric_that_is_no_number_makes_a_diverged_trial_that_ranks_last(double loss)
    {
        var script = new Script(Study);
        Assignment work = script.Ask("w")!;
        IReadOnlyList<Effect> effects = script.Report("w", work, ToyTrainer.Train(work, 1), new EpochValues(2, new Dictionary<string, double> { ["validation.accuracy"] = 0.1, ["validation.loss"] = loss }));
        Assert.Contains(effects, e => e is GiveUp);
        Assert.Equal((Outcome.Diverged, 2, (double?)null), (script.State.Trials[0].Work.Outcome, script.State.Trials[0].Work.CountedEpochs, script.State.Trials[0].Work.Value));
        script.Finish();
        Assert.Equal(0, script.State.Ranking().Last().Number);
        Assert.NotEqual(0, script.State.Best!.Number);
    }

    [Fact]
    public void An_end_that_a_crash_cut_off_after_its_last_epoch_is_made_up_for()
    {
        var whole = new Script(Study);
        whole.Finish();
        int lost = whole.Journal.FindIndex(r => r is TrialEnded);
        Script resumed = whole.Restart(records: lost);
        Assert.Equal(Outcome.Completed, resumed.State.Trials[0].Work.Outcome);
        Assert.DoesNotContain(resumed.Journal, r => r is AttemptEnded);
        resumed.Finish();
        Assert.Equal(whole.State.FinishedHash, resumed.State.FinishedHash);
    }

    [Fact]
    public void A_study_cut_off_after_any_record_goes_on_to_the_same_hash()
    {
        foreach (string tuner in ToyStudies.Tuners)
        {
            var whole = new Script(ToyStudies.Read(tuner, 12, v: 3, confirm: """{ "top": 2, "seeds": 2 }"""));
            whole.Finish();
            for (int records = 0; records <= whole.Journal.Count; records++)
            {
                Script resumed = whole.Restart(records);
                resumed.Finish("another");
                Assert.Equal(whole.State.FinishedHash, resumed.State.FinishedHash);
            }
        }
    }

    [Fact]
    public void A_confirmation_that_was_under_way_when_the_study_was_extended_is_given_out_again()
    {
        var script = new Script(ToyStudies.Read(ToyStudies.Tuners[0], 2, v: 2, space: ToyStudies.RateSpace, confirm: """{ "top": 1, "seeds": 1 }"""));
        for (int i = 0; i < 2; i++)
        {
            script.Report("w", script.Ask("w")!, 1, 6, new WorkEnd(null));
        }

        Assert.Equal(1, script.Ask("w")!.Work.Repeat);
        Script extended = script.Restart(more: new StudyChanged(3, script.State.Confirm));
        extended.Finish("another name");
        Assert.NotNull(extended.State.FinishedHash);
        Assert.All(extended.State.Confirmations(), w => Assert.True(w.IsOver));
    }

    [Fact]
    public void Workers_that_wait_are_dismissed_when_the_study_is_finished()
    {
        var script = new Script(ToyStudies.Read(ToyStudies.Tuners[0], 1, space: ToyStudies.RateSpace));
        Assignment work = script.Ask("w1")!;
        Assert.Null(script.Ask("w2"));
        IReadOnlyList<Effect> effects = script.Report("w1", work, 1, 6, new WorkEnd(null));
        Assert.Equal([new Dismiss("w2"), new Finish()], effects.Where(e => e is not Persist));
        Assert.Equal(new Dismiss("w1"), script.Coordinator.Step(new WorkAsked("w1"))[0]);
    }

    [Fact]
    public void After_a_stop_nothing_is_proposed_or_given_out_and_results_are_still_taken()
    {
        var script = new Script(Study);
        Assignment work = script.Ask("w")!;
        script.Stop();
        script.Report("w", work, 1, 6, new WorkEnd(null));
        Assert.Null(script.Ask("w"));
        Assert.Equal(2, script.State.Trials.Count);
        Assert.True(script.State.Trials[0].Work.IsOver);
        script = script.Restart();
        script.Finish();
        var undisturbed = new Script(Study);
        undisturbed.Finish();
        Assert.Equal(undisturbed.State.FinishedHash, script.State.FinishedHash);
    }
}
