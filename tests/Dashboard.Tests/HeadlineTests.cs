using HyperSearch.Dashboard.Views;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Importance;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Dashboard.Tests;

/// <summary>What a study's result is in words.</summary>
public sealed class HeadlineTests
{
    [Fact]
    public void The_winner_comes_with_its_interval_and_what_the_repeats_say()
    {
        Headline headline = Of(ToyStudies.Read("""{ "type": "random" }""", 30, confirm: """{ "top": 3, "seeds": 5 }"""), out StudyState state);
        Confirmation winner = Confirmation.Of(state)[0];
        Assert.StartsWith($"Trial {winner.Trial.Number} wins: validation.accuracy 0.", headline.Title, StringComparison.Ordinal);
        Assert.Equal((winner.Trial.Number, winner.Mean), (headline.Trial, headline.Value));
        Assert.Equal([winner.Interval!.Value.Low, winner.Interval.Value.High], headline.Interval!);
        Assert.Contains("over 5 of 5 fresh seeds", headline.HowSure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_winner_that_was_not_repeated_is_to_be_confirmed()
    {
        Headline headline = Of(ToyStudies.Read("""{ "type": "random" }""", 30), out _);
        Assert.StartsWith("Seen in one training", headline.HowSure, StringComparison.Ordinal);
        Assert.Null(headline.Interval);
        Assert.Contains(headline.Advice, a => a.Kind == "do" && a.Text.Contains("\"confirm\": { \"top\": 3, \"seeds\": 5 }", StringComparison.Ordinal));
    }

    [Fact]
    public void Trials_that_diverged_are_told_by_the_value_beyond_which_they_did()
    {
        Headline headline = Of(ToyStudies.Read("""{ "type": "random" }""", 80, space: """ "optimizer.learningRate": { "min": 1e-4, "max": 10, "scale": "log" } """), out StudyState state);
        int diverged = state.CountOf(Outcome.Diverged);
        Advice advice = Assert.Single(headline.Advice, a => a.Text.Contains("diverged", StringComparison.Ordinal));
        Assert.StartsWith($"{diverged} trials diverged, {diverged} of them with optimizer.learningRate above 0.", advice.Text, StringComparison.Ordinal);
        Assert.Contains($"where 0 of the {80 - diverged} others lie: lower its upper end.", advice.Text, StringComparison.Ordinal);
        Assert.Equal(("warn", "optimizer.learningRate"), (advice.Kind, advice.Parameter));
    }

    // The formula's best rate is e^-4 = 0.018.
    [Theory]
    [InlineData("""{ "min": 1e-5, "max": 2e-3, "scale": "log" }""", "upper", "give it `limits` beyond 0.002")]
    [InlineData("""{ "min": 1e-5, "max": 2e-3, "scale": "log", "limits": { "min": 1e-5, "max": 2e-3 } }""", "upper", "that is its limit")]
    [InlineData("""{ "min": 1e-5, "max": 2e-3, "scale": "log", "limits": { "min": 1e-5, "max": 1 } }""", "upper", "its `limits` let it go on to 1")]
    [InlineData("""{ "min": 0.1, "max": 0.4, "scale": "log" }""", "lower", "give it `limits` beyond 0.1")]
    [InlineData("""{ "min": 0.1, "max": 0.4, "scale": "log", "limits": { "min": 1e-5, "max": 1 } }""", "lower", "search beyond it in a study with a wider range", "\"random\"")]
    public void Best_trials_at_an_edge_ask_for_a_wider_range(string rate, string side, string todo, string tuner = "\"narrowing\", \"rounds\": 1")
    {
        Headline headline = Of(ToyStudies.Read($$"""{ "type": {{tuner}} }""", 60, space: $"\"optimizer.learningRate\": {rate}"), out _);
        Advice advice = Assert.Single(headline.Advice, a => a.Parameter == "optimizer.learningRate");
        Assert.Matches($"^[2-5] of the best 5 trials lie near the {side} edge of optimizer.learningRate", advice.Text);
        Assert.Contains(todo, advice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Best_trials_in_the_middle_ask_for_no_wider_range()
    {
        Headline headline = Of(ToyStudies.Read("""{ "type": "random" }""", 60, space: ToyStudies.RateSpace), out _);
        Assert.DoesNotContain(headline.Advice, a => a.Text.Contains("edge", StringComparison.Ordinal));
    }

    [Fact]
    public void Parameters_that_the_importance_finds_idle_are_to_be_fixed()
    {
        var share = new ImportanceShare(0.01, 0.01);
        ParameterImportance[] parameters =
        [
            .. new[] { "batchSize", "network.hidden.0" }.Select(p => new ParameterImportance(p, share, share, false)),
            new ParameterImportance("optimizer.momentum", share with { Deviation = 0.3 }, share, false),
        ];
        var importance = new StudyImportance(30, 0.8, parameters, [], null);
        Headline headline = Of(ToyStudies.Read("""{ "type": "random" }""", 30), out _, importance);
        Assert.Contains(headline.Advice, a => a.Text.StartsWith("batchSize and network.hidden.0 made no difference", StringComparison.Ordinal));
    }

    [Fact]
    public void A_parameter_that_mattered_in_any_round_is_not_called_idle()
    {
        Headline headline = Of(SimulatedFolders.Large(200), out StudyState state);
        Assert.Contains(state.Rounds.SelectMany(r => r.Moves), m => m.Dimension == 0 && m.Why.StartsWith("narrows", StringComparison.Ordinal));
        Assert.DoesNotContain(headline.Advice, a => a.Text.Contains("made no difference", StringComparison.Ordinal) && a.Text.Contains("optimizer.learningRate", StringComparison.Ordinal));
    }

    [Fact]
    public void Failed_trials_come_first_with_what_the_first_of_them_said()
    {
        Headline headline = Of(SimulatedFolders.Rough(), out StudyState state, failsAfter: work => work.Trial % 9 == 4 ? 3 : null);
        Assert.Equal($"{state.CountOf(Outcome.Failed)} trials failed in every attempt. The first, trial 4: out of luck", headline.Advice[0].Text);
    }

    [Fact]
    public void A_study_without_results_says_so()
    {
        StudyDefinition study = SimulatedFolders.Tiny();
        var state = new StudyState(study);
        Headline headline = Headline.Of(state, StudyStatus.Of(state, isHeld: true), [], null, new StudyHistory());
        Assert.Equal(("No trial is over yet", null), (headline.Title, headline.Trial));
        Assert.Empty(headline.Advice);
    }

    private static Headline Of(StudyDefinition study, out StudyState state, StudyImportance? importance = null, Func<WorkId, int?>? failsAfter = null)
    {
        state = new StudyState(study);
        var history = new StudyHistory();
        foreach (Record record in SimulatedFolders.Run(study, failsAfter))
        {
            state.Apply(record);
            history.Add(record);
        }

        return Headline.Of(state, StudyStatus.Of(state, isHeld: false), Confirmation.Of(state), importance, history);
    }
}
