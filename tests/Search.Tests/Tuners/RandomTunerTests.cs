using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class RandomTunerTests
{
    private static readonly Space Square = new([new NumericDimension("x", 0, 1), new NumericDimension("y", 0, 1)]);

    // Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13 (2012), figure 1: "With grid search, nine trials only test g(x) in three
    // distinct places. With random search, all nine trials explore distinct values of g."
    [Fact]
    public void Nine_grid_trials_test_three_places_of_each_parameter_and_nine_random_ones_nine()
    {
        var grid = Cases.Play(new GridTuner(new GridTunerOptions { Points = 3 }, Square), Square, 1, 9, _ => 0).Trials;
        var random = Cases.Play(new RandomTuner(), Square, 1, 9, _ => 0).Trials;
        foreach (int d in (int[])[0, 1])
        {
            Assert.Equal(3, grid.Select(t => t.Parameters[d]).Distinct().Count());
            Assert.Equal(9, random.Select(t => t.Parameters[d]).Distinct().Count());
        }
    }

    [Fact]
    public void Draws_are_uniform_on_the_scale()
    {
        var space = new Space([new NumericDimension("x", 1e-6, 1e-2) { Scale = Scale.Log }]);
        double[] places = [.. Cases.Play(new RandomTuner(), space, 3, 2000, _ => 0).Trials.Select(t => (Math.Log10(t.Parameters[0]) + 6) / 4)];
        double d = KolmogorovSmirnov.Distance(places, Enumerable.Range(0, 10_000).Select(i => (i + 0.5) / 10_000));
        Assert.True(KolmogorovSmirnov.Probability(d, 2000, 10_000) > 0.01, $"D = {d}");
    }
}
