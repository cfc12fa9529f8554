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

    [Fact]
    public void Dimensions_that_are_switched_off_are_not_walked_through()
    {
        // 2 x 5^30 combinations, most of them alike: all but one of the choices switch thirty dimensions off.
        Dimension[] switched = [.. Enumerable.Range(0, 30).Select(i => new NumericDimension($"n{i}", 0, 1) { When = [new Condition("c", [JsonSerializer.SerializeToElement("on")])] })];
        var space = new Space([.. switched.Take(15), new ChoiceDimension("c", [.. new[] { "off", "on", "far" }.Select(c => JsonSerializer.SerializeToElement(c))]), .. switched.Skip(15)]);
        string[] trials = [.. Propose(space, 5, 200)];
        Assert.Equal(200, trials.Distinct().Count());
        Assert.Equal("""{"c":"off"}""", trials[0]);
    }

    [Fact]
    public void Every_set_of_a_lattice_comes_once_wherever_the_walk_begins()
    {
        // A dimension before and one behind the choice that they hang on.
        Condition[] isOn = [new("c", [JsonSerializer.SerializeToElement("on")])];
        var space = new Space(
        [
            new NumericDimension("a", 1, 3) { Integer = true, When = isOn },
            new ChoiceDimension("c", [.. new[] { "off", "on", "far" }.Select(c => JsonSerializer.SerializeToElement(c))]),
            new NumericDimension("b", 1, 4) { Integer = true, When = isOn },
            new NumericDimension("d", 1, 2) { Integer = true },
        ]);
        HashSet<string> all = [];
        for (int trial = 0; trial < 2000; trial++)
        {
            all.Add(UniformDraw.From(space, space.Ranges, new Numerics.RandomStream(1, Numerics.StreamPurpose.Proposal, trial)).ToString());
        }

        Lattice lattice = Lattice.Of(space)!;
        for (long begin = 0; begin < (long)lattice.Size; begin++)
        {
            string[] walk = [.. lattice.From(begin).Select(p => p.ToString())];
            Assert.Equal(walk.Length, walk.Distinct().Count());
            Assert.Equal(all, walk.ToHashSet());
            Assert.Equal((2 + 12) * 2, walk.Length);
        }
    }

    private static IEnumerable<string> Propose(Space space, int points, int trials) =>
        Cases.Play(new GridTuner(new GridTunerOptions { Points = points }, space), space, 1, trials, _ => 0).Trials.Select(t => t.Parameters.ToString());
}
