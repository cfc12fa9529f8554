using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Tests.StudyFiles;

public sealed class StudyHintsTests
{
    [Theory]
    [InlineData("\"maxConcurrentTrials\": 4", "\"maxConcurrentTrials\": 26", "search.maxConcurrentTrials: 26 of 100 trials at once is more than a quarter; too little is known in time to learn from.")]
    [InlineData("\"rounds\": 3", "\"rounds\": 20", "search.tuner.rounds: 20 rounds of 100 trials leave 5 a round;")]
    [InlineData("\"type\": \"narrowing\", \"rounds\": 3", "\"type\": \"grid\", \"points\": 11", "search.trials: the grid has 121 points (conditions not counted) and only the first 100 are tried.")]
    [InlineData("\"type\": \"narrowing\", \"rounds\": 3", "\"type\": \"random\"", "space.optimizer.learningRate.limits: only the narrowing tuner widens ranges;")]
    [InlineData("\"type\": \"narrowing\", \"rounds\": 3", "\"type\": \"gp\"", "search.tuner: gp learns from 200 ended trials, and search.trials is 201: beyond them it leaves out all but the best 100 and as many of the others. tpe", "\"trials\": 100", "\"trials\": 201")]
    [InlineData("\"seeds\": 5", "\"seeds\": 4", "search.confirm.seeds: 4 fresh seeds give a wide interval and rarely prove one trial better than another; 5 or more tell more.")]
    [InlineData("\"seeds\": 5", "\"seeds\": 1", "search.confirm.seeds: one fresh seed gives no interval, and nothing is proved by it; 5 or more tell more.")]
    [InlineData("\"top\": 3", "\"top\": 101", "search.confirm.top: 101 trials are to be confirmed, but there are only 100.")]
    [InlineData("\"min\": 1e-8, \"max\": 1e-4", "\"min\": 1e-4, \"max\": 3e-4", "space.optimizer.weightDecay.scale: from 0.0001 to 0.0003 is less than half a decade;")]
    [InlineData("\"max\": 1e-4, \"scale\": \"log\"", "\"max\": 1e-4", "space.optimizer.weightDecay.scale: from 1e-08 to 0.0001 on a linear scale, nine of ten values are in the last decade;")]
    [InlineData("\"trials\": 100", "\"trials\": 9", "search.trials: 9 trials for 2 dimensions are few; below 5 a dimension (10 here) much of the winner is luck.")]
    [InlineData("\"min\": 1e-8, \"max\": 1e-4", "\"min\": 1e-4, \"max\": 1e-4", "space.optimizer.weightDecay: it has a single value;")]
    [InlineData("\"pruner\": { \"type\": \"none\" }", "\"pruner\": { \"type\": \"median\" }", "search.pruner: trials have one epoch", "\"epochs\": 50", "\"epochs\": 1")]
    [InlineData("\"optimizer.learningRate\": { \"min\": 1e-6, \"max\": 1e-2, \"scale\": \"log\", \"limits\": { \"min\": 1e-7, \"max\": 10 } }", "\"batchSize\": { \"min\": 8, \"max\": 40, \"step\": 8 }", "search.trials: the space has no more than 5 parameter sets for 100 trials;", "\"optimizer.weightDecay\":  { \"min\": 1e-8, \"max\": 1e-4, \"scale\": \"log\" }", "\"network.activation\": { \"choices\": [\"relu\"] }")]
    public void What_is_allowed_but_hardly_meant_is_hinted_at(string from, string to, string hint, string? and = null, string? becomes = null)
    {
        string text = StudyTexts.Example;
        foreach ((string old, string now) in and is null ? [(from, to)] : new[] { (from, to), (and, becomes!) })
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, now, StringComparison.Ordinal);
        }

        StudyFileResult result = StudyFile.Read(text, SampleTrainer.Port);
        Assert.Empty(result.Faults);
        Assert.Contains(result.Hints, h => h.StartsWith(hint, StringComparison.Ordinal));
    }

    [Fact]
    public void As_many_trials_as_gp_learns_from_are_no_reason_for_a_hint()
    {
        string text = StudyTexts.Example.Replace("\"type\": \"narrowing\", \"rounds\": 3", "\"type\": \"gp\"", StringComparison.Ordinal).Replace("\"trials\": 100", "\"trials\": 200", StringComparison.Ordinal);
        Assert.DoesNotContain(StudyFile.Read(text, SampleTrainer.Port).Hints, h => h.StartsWith("search.tuner", StringComparison.Ordinal));
    }
}
