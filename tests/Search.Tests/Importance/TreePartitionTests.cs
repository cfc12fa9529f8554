using HyperSearch.Numerics;
using HyperSearch.Search.Forests;
using HyperSearch.Search.Importance;

namespace HyperSearch.Search.Tests.Importance;

public sealed class TreePartitionTests
{
    private const int Cells = 64, Choices = 3;

    // Hutter, Hoos and Leyton-Brown (2014), theorem 3: the marginals by the partition are exact. All values lie on a grid, so that a sum over it is the integral.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mean_variance_and_marginals_are_those_of_a_sum_over_all_cells(ulong seed)
    {
        (RegressionTree tree, int[] categories) = Grow(seed);
        var partition = new TreePartition(tree, categories);
        double[][] cells = [Middles(Cells), Middles(Cells), [.. Enumerable.Range(0, Choices).Select(c => (double)c)]];
        (double[] Point, double Value)[] all = [.. from a in cells[0] from b in cells[1] from c in cells[2] select (new[] { a, b, c }, tree.Leaf([a, b, c]).Mean)];
        double mean = all.Average(p => p.Value), variance = all.Average(p => (p.Value - mean) * (p.Value - mean));
        Assert.Equal(mean, partition.Mean, 10);
        Assert.Equal(variance, partition.Variance, 10);
        double[][] marginals = [.. Enumerable.Range(0, 3).Select(partition.Marginal)];
        double Main(int d) => all.GroupBy(p => p.Point[d]).Average(g => Square(g.Average(p => p.Value) - mean));
        double Both(int d, int e) => all.GroupBy(p => (p.Point[d], p.Point[e])).Average(g => Square(g.Average(p => p.Value) - mean));
        for (int d = 0; d < 3; d++)
        {
            Assert.Equal(Main(d), partition.VarianceOf(d, marginals[d]), 10);
            for (int e = d + 1; e < 3; e++)
            {
                Assert.Equal(Both(d, e) - Main(d) - Main(e), partition.VarianceOf(d, marginals[d], e, marginals[e]), 10);
            }
        }
    }

    private static double[] Middles(int cells) => [.. Enumerable.Range(0, cells).Select(c => (c + 0.5) / cells)];

    private static double Square(double x) => x * x;

    /// <summary>A tree of points in the middles of cells, so that its thresholds, half way between two, are borders of cells.</summary>
    private static (RegressionTree Tree, int[] Categories) Grow(ulong seed)
    {
        var draws = new RandomStream(seed, StreamPurpose.Proposal);
        const int Coarse = Cells / 4;
        double[][] x = [.. Enumerable.Range(0, 80).Select(_ => new[] { (draws.NextBelow(Coarse) + 0.5) / Coarse, (draws.NextBelow(Coarse) + 0.5) / Coarse, draws.NextBelow(Choices) })];
        double[] y = [.. x.Select(p => (p[0] * p[1]) + (p[2] == 1 ? p[0] : 0) + (0.1 * draws.NextGaussian()))];
        int[] categories = [0, 0, Choices];
        return (RandomForest.Grow(new ForestPoints(x, y, categories), new ForestSettings { Trees = 1, FeatureShare = 1 }, _ => new RandomStream(seed, StreamPurpose.Design)).Trees[0], categories);
    }
}
