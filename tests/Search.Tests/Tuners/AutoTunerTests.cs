using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tests.Coordination;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class AutoTunerTests
{
    [Theory]
    [InlineData(2, 100, 1e9, 0, "gp")]
    [InlineData(20, 1000, 1e9, 300, "gp")]
    [InlineData(2, 1000, 1e9, 301, "tpe")]
    [InlineData(2, 1000, 1e7, 100, "gp")]
    [InlineData(2, 1000, 1e7, 101, "tpe")]
    [InlineData(2, 1000, 50, 300, "gp")] // epochs of a program
    [InlineData(21, 1000, 1e9, 0, "tpe")]
    [InlineData(21, 1000, 1e9, 210, "cma_es")]
    [InlineData(21, 629, 1e9, 210, "tpe")]
    public void The_table_is_as_documented(int dimensions, int trials, double work, int ended, string tuner) =>
        Assert.Equal(tuner, AutoTuner.Choose(new Space([.. Enumerable.Range(0, dimensions).Select(d => new NumericDimension($"x{d}", 0, 1))]), trials, work, ended).Tuner);

    [Fact]
    public void The_journal_says_once_what_was_chosen_and_why()
    {
        StudySimulation simulation = StudySimulation.Run(ToyStudies.Read("""{ "type": "auto" }""", 14), new Weather(2, Crash: 0.02));
        TunerChosen choice = Assert.Single(simulation.Journal.OfType<TunerChosen>());
        Assert.Equal((0, "gp"), (choice.Trial, choice.Tuner));
        Assert.Contains("a Gaussian process learns most from a trial, in up to 20 dimensions (here 5)", choice.Why, StringComparison.Ordinal);
        Assert.Equal([choice], simulation.State.Choices);
    }

    [Fact]
    public void The_change_to_a_cheaper_tuner_comes_at_the_same_trial_through_crashes_and_is_proved()
    {
        const string Wide = "\"network.hidden.0\": { \"min\": 800000, \"max\": 1000000, \"integer\": true }"; // trials of some hundred thousand units of work are cheap, and known to be
        StudyDefinition study = ToyStudies.Read("""{ "type": "auto" }""", 112, space: $"{ToyStudies.RateSpace}, {Wide}");
        StudySimulation quiet = StudySimulation.Run(study, new Weather(1)), stormy = StudySimulation.Run(study, new Weather(4, Seed: 3, Loss: 0.05, Repeat: 0.05, Crash: 0.01));
        Assert.Equal(["gp", "tpe"], quiet.Journal.OfType<TunerChosen>().Select(c => c.Tuner));
        Assert.InRange(quiet.State.Choices[1].Trial, 101, 105); // 101 must have ended at its start, with four at a time
        Assert.Equal(quiet.State.Choices.Select(c => (c.Trial, c.Tuner)), stormy.State.Choices.Select(c => (c.Trial, c.Tuner)));
        Assert.Equal(quiet.State.FinishedHash, stormy.State.FinishedHash);
        Assert.Equal(quiet.State.FinishedHash, ProvedJournal.Replay([StudySimulation.Started(study), .. stormy.Journal]).FinishedHash);
        Assert.True(stormy.Crashes > 0);
    }

    [Fact]
    public void A_choice_that_changes_nothing_cannot_follow()
    {
        var state = new StudyState(ToyStudies.Read("""{ "type": "auto" }""", 4));
        state.Apply(new TunerChosen(0, "gp", "why"));
        Assert.Throws<InvalidRecordException>(() => state.Apply(new TunerChosen(0, "gp", "why")));
        Assert.Throws<InvalidRecordException>(() => state.Apply(new TunerChosen(1, "tpe", "why")));
    }
}
