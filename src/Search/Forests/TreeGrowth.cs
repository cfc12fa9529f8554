using HyperSearch.Numerics;

namespace HyperSearch.Search.Forests;

/// <summary>
/// Grows one tree by the largest reduction of the squared error at each node. The points are kept in the order of each feature, so that a level of the tree costs (points x features)
/// and nothing is sorted again.
/// </summary>
internal sealed class TreeGrowth
{
    private readonly ForestPoints points;
    private readonly ForestSettings settings;
    private readonly RandomStream draws;
    private readonly int[] weights; // how often each point was drawn
    private readonly int[][] orders; // by feature: the points; those of a node are a stretch of it, the same for all features
    private readonly int[] features, scratch;
    private readonly bool[] isLeft;
    private readonly List<TreeNode> nodes = [];

    private TreeGrowth(ForestPoints points, ForestSettings settings, RandomStream draws)
    {
        this.points = points;
        this.settings = settings;
        this.draws = draws;
        weights = Draw(points.Count, settings, draws);
        orders = [.. points.Orders.Select(order => order.Where(i => weights[i] > 0).ToArray())];
        features = [.. Enumerable.Range(0, orders.Length)];
        scratch = new int[orders[0].Length];
        isLeft = new bool[points.Count];
    }

    private readonly record struct Split(int Feature, double Gain, double Below, double Above, bool[]? GoLeft);

    /// <summary>A tree, and how often each point was drawn for it.</summary>
    public static (RegressionTree Tree, int[] Weights) Grow(ForestPoints points, ForestSettings settings, RandomStream draws)
    {
        var growth = new TreeGrowth(points, settings, draws);
        return (growth.Grow(), growth.weights);
    }

    private static int[] Draw(int count, ForestSettings settings, RandomStream draws)
    {
        int[] weights = new int[count];
        int size = Math.Min(count, settings.MostPoints);
        if (!settings.Bootstrap && size == count)
        {
            Array.Fill(weights, 1);
            return weights;
        }

        for (int i = 0; i < size; i++)
        {
            weights[draws.NextBelow(count)]++;
        }

        return weights;
    }

    private RegressionTree Grow()
    {
        var open = new Stack<(int Node, int Begin, int End)>();
        nodes.Add(default);
        open.Push((0, 0, orders[0].Length));
        while (open.TryPop(out var at))
        {
            TreeNode node = Stretch(at.Begin, at.End, out int weight);
            if (weight >= settings.LeastToSplit && node.Variance > 0 && Best(at.Begin, at.End, weight, node.Mean) is { } split)
            {
                node.Feature = split.Feature;
                node.GoLeft = split.GoLeft;
                node.Threshold = Threshold(split);
                (node.Left, node.Right) = (nodes.Count, nodes.Count + 1);
                nodes.Add(default);
                nodes.Add(default);
                int middle = Part(at.Begin, at.End, node);
                open.Push((node.Right, middle, at.End));
                open.Push((node.Left, at.Begin, middle));
            }

            nodes[at.Node] = node;
        }

        return new RegressionTree([.. nodes]);
    }

    /// <summary>A leaf of a stretch of points.</summary>
    private TreeNode Stretch(int begin, int end, out int weight)
    {
        weight = 0;
        double sum = 0, squares = 0;
        foreach (int i in orders[0].AsSpan(begin, end - begin))
        {
            weight += weights[i];
            sum += weights[i] * points.Y[i];
        }

        double mean = sum / weight;
        foreach (int i in orders[0].AsSpan(begin, end - begin))
        {
            squares += weights[i] * (points.Y[i] - mean) * (points.Y[i] - mean);
        }

        return new TreeNode { Feature = -1, Mean = mean, Variance = squares / weight };
    }

    /// <summary>The best split among some features drawn for this node; where none of them can be split, among the next one that can.</summary>
    private Split? Best(int begin, int end, int weight, double mean)
    {
        int count = Math.Max(1, (int)Math.Round(settings.FeatureShare * features.Length));
        Split best = default;
        for (int f = 0; f < features.Length && (f < count || best.Gain <= 0); f++)
        {
            int pick = f + draws.NextBelow(features.Length - f);
            (features[f], features[pick]) = (features[pick], features[f]);
            Split split = points.Categories[features[f]] > 0 ? OfCategories(features[f], begin, end, weight, mean) : OfNumbers(features[f], begin, end, weight, mean);
            best = split.Gain > best.Gain ? split : best;
        }

        return best.Gain > 0 ? best : null;
    }

    private Split OfNumbers(int feature, int begin, int end, int weight, double mean)
    {
        ReadOnlySpan<int> order = orders[feature].AsSpan(begin, end - begin);
        double[] x = points.Columns[feature];
        Split best = new(feature, 0, 0, 0, null);
        int left = 0;
        double sum = 0; // of the distances to the node's mean, whose total is 0
        for (int k = 0; k + 1 < order.Length; k++)
        {
            int i = order[k];
            left += weights[i];
            sum += weights[i] * (points.Y[i] - mean);
            if (x[i] < x[order[k + 1]] && left >= settings.LeastInLeaf && weight - left >= settings.LeastInLeaf && Gain(sum, left, weight) is var gain && gain > best.Gain)
            {
                best = new Split(feature, gain, x[i], x[order[k + 1]], null);
            }
        }

        return best;
    }

    /// <summary>The best division of the categories in two: for squared errors it is one of those along the order of their means (Fisher 1958).</summary>
    private Split OfCategories(int feature, int begin, int end, int weight, double mean)
    {
        int count = points.Categories[feature];
        Span<int> weightOf = stackalloc int[count];
        Span<double> sumOf = stackalloc double[count];
        foreach (int i in orders[feature].AsSpan(begin, end - begin))
        {
            int category = (int)points.Columns[feature][i];
            weightOf[category] += weights[i];
            sumOf[category] += weights[i] * (points.Y[i] - mean);
        }

        int[] seen = new int[count];
        double[] means = new double[count];
        int present = 0;
        for (int c = 0; c < count; c++)
        {
            if (weightOf[c] > 0)
            {
                (seen[present], means[present++]) = (c, sumOf[c] / weightOf[c]);
            }
        }

        Array.Sort(means, seen, 0, present);
        Split best = new(feature, 0, 0, 0, null);
        int left = 0, cut = 0;
        double sum = 0;
        for (int k = 0; k + 1 < present; k++)
        {
            left += weightOf[seen[k]];
            sum += sumOf[seen[k]];
            if (left >= settings.LeastInLeaf && weight - left >= settings.LeastInLeaf && Gain(sum, left, weight) is var gain && gain > best.Gain)
            {
                best = best with { Gain = gain };
                cut = k + 1;
            }
        }

        return best.Gain > 0 ? best with { GoLeft = Sides(count, seen.AsSpan(0, present), cut) } : best;
    }

    /// <summary>Which categories go left; those that no point here has go to either side.</summary>
    private bool[] Sides(int count, ReadOnlySpan<int> seen, int cut)
    {
        bool[] goLeft = new bool[count];
        for (int c = 0; c < count; c++)
        {
            goLeft[c] = seen.IndexOf(c) is var place && place >= 0 ? place < cut : draws.NextBelow(2) == 0;
        }

        return goLeft;
    }

    private static double Gain(double sum, int left, int weight) => sum * sum * (1.0 / left + 1.0 / (weight - left));

    private double Threshold(Split split)
    {
        if (split.GoLeft is not null)
        {
            return 0;
        }

        // What is inactive is not near to the least number.
        double share = settings.RandomThresholds && split.Below != ForestPoints.Inactive ? draws.NextUnit() : 0.5;
        double threshold = split.Below + (share * (split.Above - split.Below));
        return threshold < split.Above ? threshold : split.Below;
    }

    /// <summary>Puts the points that go left before the others, in the order of every feature.</summary>
    private int Part(int begin, int end, TreeNode node)
    {
        double[] x = points.Columns[node.Feature];
        foreach (int i in orders[0].AsSpan(begin, end - begin))
        {
            isLeft[i] = node.GoesLeft(x[i]);
        }

        int middle = begin;
        foreach (int[] order in orders)
        {
            int rights = 0;
            middle = begin;
            for (int k = begin; k < end; k++)
            {
                if (isLeft[order[k]])
                {
                    order[middle++] = order[k];
                }
                else
                {
                    scratch[rights++] = order[k];
                }
            }

            scratch.AsSpan(0, rights).CopyTo(order.AsSpan(middle));
        }

        return middle;
    }
}
