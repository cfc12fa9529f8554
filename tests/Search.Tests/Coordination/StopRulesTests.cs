using System.Globalization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Coordination;

public sealed class StopRulesTests
{
    [Fact]
    public void A_study_stops_at_the_first_trial_that_may_know_that_the_target_is_reached()
    {
        StudyState state = Run("\"target\": 0.7", v: 1);
        StudyStopped stopped = Assert.IsType<StudyStopped>(state.Stopped);
        Assert.Equal(stopped.Trial, state.Trials.Count);
        Assert.True(state.Trials[^1].Work.Value >= 0.7);
        Assert.All(state.Trials.SkipLast(1), t => Assert.False(t.Work.Value >= 0.7));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"trial {stopped.Trial - 1} reached {state.Trials[^1].Work.Value:G6}, and search.target is 0.7"), stopped.Why);
    }

    [Fact]
    public void Trials_under_way_when_a_study_stops_are_trained_to_their_ends()
    {
        StudyState state = Run("\"target\": 0.7", v: 4);
        Assert.NotNull(state.Stopped);
        Assert.All(state.Trials, t => Assert.NotNull(t.Work.Outcome));
        StudyStatus status = StudyStatus.Of(state, isHeld: false);
        Assert.Equal("finished", status.State);
        Assert.StartsWith($"stopped after {state.Trials.Count} of 200 trials: trial ", status.Ended, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_nothing_reaches_stops_nothing()
    {
        StudyState state = Run("\"target\": 0.99", trials: 20);
        Assert.Null(state.Stopped);
        Assert.Equal("all 20 trials are over", StudyStatus.Of(state, isHeld: false).Ended);
    }

    [Fact]
    public void A_study_goes_on_while_much_is_to_be_gained_and_stops_when_little_is()
    {
        StudyState little = Run("\"stop\": { \"expectedGain\": 0.01 }"), none = Run("\"stop\": { \"expectedGain\": 0.001 }", trials: 60);
        Assert.InRange(little.Stopped!.Trial, 10, 40);
        Assert.Matches(@"^another 20 trials are expected to gain at most 0\.\d+, less than search\.stop\.expectedGain 0\.01$", little.Stopped.Why);
        Assert.Null(none.Stopped);

        // What was promised holds: those that were not run would have gained less. And more than a thousandth was indeed to be gained.
        StudyState whole = Run(null, trials: little.Stopped.Trial + 20);
        Assert.InRange(whole.Best!.Work.Value!.Value - little.Best!.Work.Value!.Value, 0, 0.01);
        Assert.InRange(Run(null).Best!.Work.Value!.Value - little.Best!.Work.Value!.Value, 0.001, 0.01);
    }

    [Fact]
    public void More_trials_are_stopped_by_the_same_target_at_the_same_trial_and_without_it_the_study_is_the_one_that_never_had_it()
    {
        StudySimulation stopped = StudySimulation.Run(Study("\"target\": 0.7", trials: 200), new Weather(2));
        var again = new StudyState(Study("\"target\": 0.7", trials: 200));
        foreach (Search.Journals.Record record in stopped.Journal.Append(new StudyChanged(300, null, 0.7)))
        {
            again.Apply(record);
        }

        Assert.Equal(stopped.State.FinishedHash, Finish(again));
        Assert.Equal(stopped.State.Stopped!.Trial, again.Stopped!.Trial);

        var without = new StudyState(Study("\"target\": 0.7", trials: 200));
        foreach (Search.Journals.Record record in stopped.Journal.Append(new StudyChanged(stopped.State.Trials.Count + 10)))
        {
            without.Apply(record);
        }

        Assert.Equal(StudySimulation.Run(Study(null, stopped.State.Trials.Count + 10), new Weather(1)).State.FinishedHash, Finish(without));
    }

    private static StudyState Run(string? stop, int v = 4, int trials = 200) => StudySimulation.Run(Study(stop, trials, v), new Weather(2)).State;

    private static StudyDefinition Study(string? stop, int trials, int v = 4) => ToyStudies.Read(ToyStudies.Tuners[0], trials, v, ToyStudies.RateSpace, search: stop);

    private static string Finish(StudyState state)
    {
        var coordinator = new Coordinator(state, Search.Tuners.TunerCatalog.Create(state.Definition), ToyTrainer.Plan);
        coordinator.Start();
        while (state.FinishedHash is null)
        {
            Assignment work = coordinator.Step(new WorkAsked("w")).OfType<Assign>().Single().Assignment;
            coordinator.Step(new WorkReported("w", work.Work, work.Attempt, [.. Enumerable.Range(1, 6).Select(e => ToyTrainer.Train(work, e))], new WorkEnd(null)));
        }

        return state.FinishedHash;
    }
}
