using HyperSearch.Numerics;
using HyperSearch.Search.Forests;

namespace HyperSearch.Search.Tests.Forests;

public sealed class RandomForestTests
{
    // Hutter, Xu, Hoos and Leyton-Brown, "Algorithm runtime prediction" (arXiv:1211.0906), section 4.3.2: with thresholds drawn between the two values they separate, the mean of infinitely many
    // trees is the linear interpolation of the data, and the variance grows with the distance to them.
    [Fact]
    public void Points_are_put_in_order_and_equal_ones_stay_as_they_come()
    {
        var luck = new RandomStream(1, StreamPurpose.Design);
        double[][] x = [.. Enumerable.Range(0, 500).Select(_ => (double[])[luck.NextBelow(20) / 4.0])];
        Assert.Equal(Enumerable.Range(0, 500).OrderBy(i => x[i][0]), new ForestPoints(x, new double[500], [0]).Orders[0]);
    }

    [Fact]
    public void Many_trees_with_random_thresholds_interpolate_linearly_and_doubt_grows_with_the_distance_to_the_points()
    {
        double[] at = [0, 0.3, 0.5, 1], y = [0, 2, 1, 4];
        RandomForest forest = Grow([.. at.Select(x => new[] { x })], y, [0], new ForestSettings { Trees = 4000, RandomThresholds = true });
        for (int i = 0; i < 3; i++)
        {
            foreach (double part in (double[])[0, 0.25, 0.5, 0.75])
            {
                // A threshold lies below the point with probability `part`, so that the tree's value there is that of either end: a coin's mean and variance.
                (double mean, double variance) = forest.Predict([at[i] + (part * (at[i + 1] - at[i]))]);
                Assert.Equal(y[i] + (part * (y[i + 1] - y[i])), mean, 0.12);
                Assert.Equal(part * (1 - part) * (y[i + 1] - y[i]) * (y[i + 1] - y[i]), variance, 0.12);
            }
        }
    }

    [Fact]
    public void Mean_and_variance_follow_the_law_of_total_variance()
    {
        // One tree without a split: the mean and variance of the values themselves. More of the same: no different.
        RandomForest forest = Grow([[0], [0.5], [1]], [1, 2, 6], [0], new ForestSettings { Trees = 3, LeastToSplit = 4 });
        (double mean, double variance) = forest.Predict([0.2]);
        Assert.Equal(3, mean, 12);
        Assert.Equal(14 / 3.0, variance, 12);
    }

    [Fact]
    public void A_fully_grown_forest_gives_back_what_it_was_grown_from()
    {
        (double[][] x, double[] y) = Plane(200);
        RandomForest forest = Grow(x, y, [0, 0], new ForestSettings());
        Assert.All(x.Zip(y), p =>
        {
            (double mean, double variance) = forest.Predict(p.First);
            Assert.Equal(p.Second, mean, 9);
            Assert.Equal(0, variance, 9);
        });
    }

    [Fact]
    public void Between_the_points_it_comes_close_to_a_smooth_function()
    {
        (double[][] x, double[] y) = Plane(500);
        RandomForest forest = Grow(x, y, [0, 0], new ForestSettings { Trees = 30, RandomThresholds = true });
        var draws = new RandomStream(2, StreamPurpose.Proposal);
        double worst = Enumerable.Range(0, 200).Max(_ => (0.1 + (0.8 * draws.NextUnit()), 0.1 + (0.8 * draws.NextUnit())) is var (a, b) ? Math.Abs(forest.Predict([a, b]).Mean - Plane(a, b)) : 0);
        Assert.InRange(worst, 0, 0.3);
    }

    [Fact]
    public void Categories_are_divided_in_any_two_groups_by_one_split()
    {
        bool IsHigh(int c) => c is 0 or 3 or 4;
        double[][] x = [.. Enumerable.Range(0, 60).Select(i => new double[] { i % 6 })];
        RandomForest forest = Grow(x, [.. x.Select(p => IsHigh((int)p[0]) ? 1.0 : 0)], [6], new ForestSettings { Trees = 1 });
        Assert.Equal(3, forest.Trees[0].Nodes.Length);
        Assert.Equal([1, 0, 0, 1, 1, 0], Enumerable.Range(0, 6).Select(c => forest.Predict([c]).Mean));
    }

    [Fact]
    public void A_category_without_points_goes_to_either_side()
    {
        double[][] x = [.. Enumerable.Range(0, 20).Select(i => new double[] { i % 2 })];
        RandomForest forest = Grow(x, [.. x.Select(p => p[0])], [3], new ForestSettings { Trees = 400 });
        Assert.InRange(forest.Predict([2]).Mean, 0.4, 0.6);
    }

    [Fact]
    public void What_is_inactive_is_set_apart_from_every_number()
    {
        RandomForest forest = Grow([[ForestPoints.Inactive], [0.8], [0.9]], [0, 1, 1], [0], new ForestSettings { Trees = 50, RandomThresholds = true });
        Assert.Equal((0, 0), forest.Predict([ForestPoints.Inactive]));
        Assert.Equal((1, 0), forest.Predict([0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(17)]
    public void No_leaf_has_fewer_points_than_asked_for(int least)
    {
        (double[][] x, double[] y) = Plane(150);
        RandomForest forest = Grow(x, y, [0, 0], new ForestSettings { Trees = 3, LeastInLeaf = least });
        foreach (RegressionTree tree in forest.Trees)
        {
            Assert.True(x.GroupBy(p => tree.Leaf(p).Mean).Min(g => g.Count()) >= least);
        }
    }

    [Fact]
    public void Samples_with_repeats_tell_signal_from_noise_by_the_points_they_leave_out()
    {
        (double[][] x, double[] y) = Plane(300);
        var luck = new RandomStream(3, StreamPurpose.Proposal);
        Assert.InRange(Grow(x, y, [0, 0], new ForestSettings { Trees = 30, Bootstrap = true }).Explained, 0.9, 1);
        Assert.InRange(Grow(x, [.. y.Select(_ => luck.NextGaussian())], [0, 0], new ForestSettings { Trees = 30, Bootstrap = true }).Explained, -1, 0.1);
        Assert.True(double.IsNaN(Grow(x, y, [0, 0], new ForestSettings()).Explained));
    }

    [Fact]
    public void A_forest_depends_on_its_random_streams_and_on_nothing_else()
    {
        (double[][] x, double[] y) = Plane(100);
        double[] At(ulong seed) => [.. x.Select(p => Grow(x, y, [0, 0], new ForestSettings { Bootstrap = true, RandomThresholds = true, Trees = 3 }, seed).Predict(p).Mean)];
        Assert.Equal(At(1), At(1));
        Assert.NotEqual(At(1), At(2));
    }

    private static RandomForest Grow(double[][] x, double[] y, int[] categories, ForestSettings settings, ulong seed = 1) =>
        RandomForest.Grow(new ForestPoints(x, y, categories), settings, t => new RandomStream(seed, StreamPurpose.Proposal, 0, t));

    private static double Plane(double a, double b) => (2 * a) + (b * b);

    private static (double[][] X, double[] Y) Plane(int points)
    {
        var draws = new RandomStream(1, StreamPurpose.Proposal);
        double[][] x = [.. Enumerable.Range(0, points).Select(_ => new[] { draws.NextUnit(), draws.NextUnit() })];
        return (x, [.. x.Select(p => Plane(p[0], p[1]))]);
    }
}
