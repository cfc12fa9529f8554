using System.Text.Json;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class GridTunerTests
{
    [Fact]
    public void The_last_dimension_changes_fastest_and_both_ends_are_tried()
    {
        var space = new Space([new NumericDimension("x", 0, 1), new NumericDimension("y", 1, 100) { Scale = Scale.Log }]);
        string[] trials = [.. Propose(space, 3, 9)];
        Assert.Equal("""{"x":0,"y":1}""", trials[0]);
        Assert.StartsWith("""{"x":0,"y":""", trials[1], StringComparison.Ordinal);
        Assert.Equal("""{"x":0,"y":100}""", trials[2]);
        Assert.Equal("""{"x":0.5,"y":1}""", trials[3]);
        Assert.Equal("""{"x":1,"y":100}""", trials[8]);
    }

    [Fact]
    public void A_grid_that_is_used_up_becomes_twice_as_fine()
    {
        var space = new Space([new NumericDimension("x", 0, 1)]);
        Assert.Equal(["0", "0.5", "1", "0.25", "0.75", "0.125", "0.375", "0.625", "0.875"], Propose(space, 3, 9).Select(t => t[5..^1]));
    }

    [Fact]
    public void A_finite_space_is_listed_whole_and_begins_again()
    {
        var space = new Space([new ChoiceDimension("c", [.. new[] { "a", "b" }.Select(c => JsonSerializer.SerializeToElement(c))]), new NumericDimension("n", 1, 3) { Integer = true }]);
        string[] trials = [.. Propose(space, 2, 12)];
        Assert.Equal(6, trials.Take(6).Distinct().Count());
        Assert.Equal(trials[..6], trials[6..]);
    }

    private static IEnumerable<string> Propose(Space space, int points, int trials) =>
        Cases.Play(new GridTuner(new GridTunerOptions { Points = points }, space), space, 1, trials, _ => 0).Trials.Select(t => t.Parameters.ToString());
}
