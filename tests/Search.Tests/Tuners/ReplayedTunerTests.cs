using HyperSearch.Search.Coordination;
using HyperSearch.Search.Library;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class ReplayedTunerTests
{
    private static readonly Space Plane = new SpaceBuilder().Double("x", 0, 1).Double("y", 0, 1).Build();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task It_is_told_what_had_virtually_ended_by_each_start_and_then_asked_for_that_trial(int concurrent)
    {
        var tuner = new StatefulTuner();
        using Study study = await RunAsync(tuner, concurrent, parallelism: 1);
        var due = new List<string>();
        var told = new HashSet<int>();
        foreach (Trial trial in study.Trials)
        {
            foreach (Trial ended in study.Trials.Where(t => EndOf(t) <= trial.Start && told.Add(t.Number)).OrderBy(EndOf).ThenBy(t => t.Number))
            {
                due.Add($"trial {ended.Number} is {ended.Work.Outcome}");
            }

            due.Add($"a draw for trial {trial.Number}");
        }

        Assert.Equal(due, tuner.Log);
        Assert.Equal(1, tuner.Beginnings);
        Assert.Contains(study.Trials, t => t.Work.Outcome == Outcome.Diverged);

        static long EndOf(Trial trial) => trial.Start + (trial.Cost * trial.Work.CountedEpochs);
    }

    [Fact]
    public async Task A_study_with_a_state_in_its_tuner_is_the_same_for_any_parallelism()
    {
        using Study one = await RunAsync(new StatefulTuner(), 4, parallelism: 1), four = await RunAsync(new StatefulTuner(), 4, parallelism: 4);
        Assert.Equal(one.Hash, four.Hash);
    }

    [Fact]
    public async Task A_new_instance_that_is_asked_late_is_led_through_the_same_questions_and_answers()
    {
        var known = new List<Knowledge>();
        var live = new StatefulTuner();
        using Study study = await RunAsync(new Overheard(live, known), 3, parallelism: 1);
        foreach (int trial in (int[])[39, 20, 5, 21])
        {
            var late = new StatefulTuner();
            Assert.Equal(study.Trials[trial].Parameters, late.Propose(known[trial]).Parameters);
            Assert.Equal(live.Log.Take(late.Log.Count), late.Log);
        }
    }

    [Fact]
    public async Task One_that_is_asked_in_any_order_begins_again_where_its_state_does_not_fit()
    {
        var known = new List<Knowledge>();
        using Study study = await RunAsync(new Overheard(new StatefulTuner(), known), 3, parallelism: 1);
        var tuner = new StatefulTuner();
        foreach (int trial in (int[])[10, 10, 3, 30, 31, 12])
        {
            Assert.Equal(study.Trials[trial].Parameters, tuner.Propose(known[trial]).Parameters);
        }

        Assert.Equal(4, tuner.Beginnings); // at the first trial, where one is asked for again, and twice where an earlier one is; 30 and 31 go on from 3
    }

    [Fact]
    public async Task What_an_exception_interrupted_is_not_gone_on_with()
    {
        var known = new List<Knowledge>();
        using Study study = await RunAsync(new Overheard(new StatefulTuner(), known), 3, parallelism: 1);
        var tuner = new StatefulTuner();
        tuner.Propose(known[5]);
        tuner.FailsAt = 9;
        Assert.Throws<InvalidOperationException>(() => tuner.Propose(known[12]));
        Assert.Equal(study.Trials[12].Parameters, tuner.Propose(known[12]).Parameters);
    }

    [Fact]
    public async Task A_tuner_that_is_stuck_is_helped_and_a_replay_asks_it_as_often()
    {
        var known = new List<Knowledge>();
        var live = new StatefulTuner { IsStuck = true };
        using Study study = await RunAsync(new Overheard(live, known), 2, parallelism: 1);
        Assert.Equal(40, study.Trials.Select(t => t.Parameters).Distinct().Count());
        var late = new StatefulTuner { IsStuck = true };
        Assert.Equal(study.Trials[39].Parameters, late.Propose(known[39]).Parameters);
        Assert.Equal(live.Log, late.Log);
        Assert.True(live.Log.Count(l => l == "a draw for trial 39") > 1);
    }

    /// <summary>A study in which every third trial diverges after its first of three epochs, so that trials end out of order.</summary>
    private static async Task<Study> RunAsync(ITuner tuner, int concurrent, int parallelism)
    {
        Study study = Study.Create(Plane, new StudyOptions { OwnTuner = new OwnTuner("stateful", () => tuner), Trials = 40, Epochs = 3, MaxConcurrentTrials = concurrent });
        await study.OptimizeAsync(
            (trial, _) =>
            {
                double value = trial["x"] + trial["y"];
                trial.Report(1, trial.Number % 3 == 2 ? double.NaN : value);
                trial.Report(2, value);
                return Task.FromResult(value);
            },
            parallelism);
        return study;
    }

    /// <summary>A tuner, and what it was asked with.</summary>
    private sealed class Overheard(ITuner tuner, List<Knowledge> known) : ITuner
    {
        public Proposal Propose(Knowledge now)
        {
            // What is known changes in place.
            known.Add(new Knowledge(now.Space, 1, now.Trial, [.. now.Ended], [.. now.Pending], now.Earlier().ToHashSet(), now.Rounds));
            return tuner.Propose(now);
        }
    }
}
