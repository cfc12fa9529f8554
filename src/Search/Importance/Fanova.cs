using HyperSearch.Numerics;
using HyperSearch.Search.Forests;

namespace HyperSearch.Search.Importance;

/// <summary>
/// Functional analysis of variance over a random forest (Hutter, Hoos, Leyton-Brown, "An efficient approach for assessing hyperparameter importance", ICML 2014): the share of the
/// variance over the whole space that each dimension explains by itself, and each pair beyond that. Exact for each tree; mean and standard deviation over the trees.
/// </summary>
internal sealed class Fanova
{
    private const int Trees = 64, MostPoints = 1000;
    private const double LeastShare = 0.01;

    // Leaves of one point follow noise, which then looks like influence and interaction; large ones blur what is there. The forest that foresees best is taken.
    private static readonly int[] LeafSizes = [1, 3, 8, 20];

    private Fanova(ImportanceShare[] mains, ImportanceShare[,] pairs, double explained)
    {
        Mains = mains;
        Pairs = pairs;
        Explained = explained;
    }

    /// <summary>The share of each dimension by itself.</summary>
    public ImportanceShare[] Mains { get; }

    /// <summary>The share of two dimensions together; the first index is the lesser.</summary>
    public ImportanceShare[,] Pairs { get; }

    /// <summary>How much of the variance the forest explains in points that it was not grown from.</summary>
    public double Explained { get; }

    /// <summary>Whether a dimension, by itself or with another, explains more than the differences between the trees, and more than next to nothing.</summary>
    public bool Shows(int dimension) => Explained > 0 && (Shows(Mains[dimension])
        || Enumerable.Range(0, Mains.Length).Any(other => other != dimension && Shows(Pairs[Math.Min(dimension, other), Math.Max(dimension, other)])));

    /// <summary>The shares of the values at some points.</summary>
    /// <param name="x">The points: numbers in [0, 1], or categories counted from 0.</param>
    /// <param name="y">The values; finite, not all alike.</param>
    /// <param name="categories">How many categories each dimension has; 0 for numbers.</param>
    /// <param name="draws">The random stream of each tree.</param>
    public static Fanova Of(IReadOnlyList<double[]> x, double[] y, int[] categories, Func<int, RandomStream> draws)
    {
        var points = new ForestPoints(x, y, categories);
        RandomForest forest = LeafSizes.Select(size => RandomForest.Grow(points, new ForestSettings { Trees = Trees, FeatureShare = 1, Bootstrap = true, MostPoints = MostPoints, LeastInLeaf = size }, draws))
            .MaxBy(f => f.Explained)!;
        int n = categories.Length;
        var mains = new List<double>[n];
        var pairs = new List<double>[n, n];
        foreach (RegressionTree tree in forest.Trees)
        {
            var partition = new TreePartition(tree, categories);

            // A sample of equal values makes a tree without a split, which says nothing of shares.
            if (!(partition.Variance > 0))
            {
                continue;
            }

            double[][] marginals = [.. Enumerable.Range(0, n).Select(partition.Marginal)];
            for (int i = 0; i < n; i++)
            {
                (mains[i] ??= []).Add(partition.VarianceOf(i, marginals[i]) / partition.Variance);
                for (int j = i + 1; j < n; j++)
                {
                    (pairs[i, j] ??= []).Add(partition.VarianceOf(i, marginals[i], j, marginals[j]) / partition.Variance);
                }
            }
        }

        var shares = new ImportanceShare[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
            {
                shares[i, j] = ShareOf(pairs[i, j]);
            }
        }

        return new Fanova([.. mains.Select(ShareOf)], shares, forest.Explained);
    }

    private static bool Shows(ImportanceShare share) => share.Mean > (2 * share.Deviation) + LeastShare;

    private static ImportanceShare ShareOf(List<double>? shares)
    {
        if (shares is null)
        {
            return new ImportanceShare(0, 0);
        }

        double mean = shares.Average();
        return new ImportanceShare(mean, Math.Sqrt(shares.Average(s => (s - mean) * (s - mean))));
    }
}
