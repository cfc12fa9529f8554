using HyperSearch.Numerics;

namespace HyperSearch.Search.Forests;

/// <summary>
/// A random forest for regression (Breiman, "Random forests", Machine Learning 45, 2001) that predicts a mean and a variance, as in SMAC (Hutter, Hoos, Leyton-Brown, "Sequential
/// model-based optimization for general algorithm configuration", LION 2011, section 4.1).
/// </summary>
/// <remarks>A pure function of the points and the random streams. Growing costs about trees x features x points x depth; a prediction trees x depth.</remarks>
internal sealed class RandomForest
{
    private readonly RegressionTree[] trees;
    private readonly Lazy<double> explained;

    private RandomForest(RegressionTree[] trees, Func<double> explained)
    {
        this.trees = trees;
        this.explained = new Lazy<double>(explained);
    }

    /// <summary>The trees.</summary>
    public IReadOnlyList<RegressionTree> Trees => trees;

    /// <summary>How much of the variance is explained where each point is predicted by the trees that were grown without it; NaN where there is no such point, or no variance.</summary>
    public double Explained => explained.Value;

    /// <summary>Grows a forest.</summary>
    /// <param name="points">What it learns from.</param>
    /// <param name="settings">How.</param>
    /// <param name="draws">The random stream of each tree.</param>
    public static RandomForest Grow(ForestPoints points, ForestSettings settings, Func<int, RandomStream> draws)
    {
        var trees = new RegressionTree[settings.Trees];
        int[][] weights = new int[settings.Trees][];
        for (int t = 0; t < trees.Length; t++)
        {
            (trees[t], weights[t]) = TreeGrowth.Grow(points, settings, draws(t));
        }

        return new RandomForest(trees, () => OutOfBag(points, trees, weights));
    }

    /// <summary>The mean of the trees' predictions, and the variance by the law of total variance: that of the trees' means, and the mean of the leaves' variances.</summary>
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> x)
    {
        double mean = 0, squares = 0;
        foreach (RegressionTree tree in trees)
        {
            ref readonly TreeNode leaf = ref tree.Leaf(x);
            mean += leaf.Mean;
            squares += leaf.Variance + (leaf.Mean * leaf.Mean);
        }

        mean /= trees.Length;
        return (mean, Math.Max(0, (squares / trees.Length) - (mean * mean)));
    }

    private static double OutOfBag(ForestPoints points, RegressionTree[] trees, int[][] weights)
    {
        double[] sums = new double[points.Count], x = new double[points.Columns.Length];
        int[] counts = new int[points.Count];
        for (int t = 0; t < trees.Length; t++)
        {
            for (int i = 0; i < counts.Length; i++)
            {
                if (weights[t][i] == 0)
                {
                    for (int f = 0; f < x.Length; f++)
                    {
                        x[f] = points.Columns[f][i];
                    }

                    sums[i] += trees[t].Leaf(x).Mean;
                    counts[i]++;
                }
            }
        }

        int[] left = [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0)];
        if (left.Length == 0)
        {
            return double.NaN;
        }

        double[] y = points.Y;
        double mean = left.Sum(i => y[i]) / left.Length;
        return 1 - (left.Sum(i => Square(y[i] - (sums[i] / counts[i]))) / left.Sum(i => Square(y[i] - mean)));
    }

    private static double Square(double x) => x * x;
}
