using HyperSearch.Dashboard.Views;
using HyperSearch.Search.Journals;

namespace HyperSearch.Dashboard.Tests;

public sealed class EstimateTests
{
    [Theory]
    [InlineData(41, 44, "Before the first trial 41 s were estimated; it took 44 s (7 % more).")]
    [InlineData(200, 100.04, "Before the first trial 3 min 20 s were estimated; it took 1 min 40 s (50 % less).")]
    [InlineData(1, 4, "Before the first trial 1.0 s were estimated; it took 4.0 s (4 times as long).")]
    [InlineData(8000, 2000, "Before the first trial 2 h 13 min were estimated; it took 33 min 20 s (4 times as fast).")]
    [InlineData(5, 5.01, "Before the first trial 5.0 s were estimated; it took 5.0 s (the same).")]
    [InlineData(0, 3, "Before the first trial 0.0 s were estimated; it took 3.0 s.")]
    public void An_estimate_is_held_against_the_truth(double estimated, double took, string sentence) => Assert.Equal(sentence, EstimateScore.InWords(estimated, took));

    [Fact]
    public void Of_several_runs_the_one_that_finished_the_study_counts()
    {
        var history = new StudyHistory();
        history.Add(new RunEstimated(100, 2) { At = 1_000 });
        history.Add(new RunEstimated(10, 2) { At = 500_000 });
        Assert.Null(history.Estimate);
        history.Add(new StudyFinished("hash") { At = 512_000 });
        Assert.Equal("Before the first trial 10 s were estimated; it took 12 s (20 % more).", history.Estimate);
    }
}
