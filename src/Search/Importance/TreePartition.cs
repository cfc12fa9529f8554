using HyperSearch.Search.Forests;

namespace HyperSearch.Search.Importance;

/// <summary>
/// The unit cube as a tree cuts it up: every dimension in cells, between which the tree never tells apart, and every leaf as a box of cells. All that is asked of it is exact: no
/// point is drawn (Hutter, Hoos, Leyton-Brown, "An efficient approach for assessing hyperparameter importance", ICML 2014, algorithm 2).
/// </summary>
internal sealed class TreePartition
{
    private readonly double[][] widths; // by dimension and cell
    private readonly List<Leaf> leaves = [];

    /// <summary>The partition of a tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="categories">How many categories each dimension has; 0 for numbers, which lie in [0, 1].</param>
    public TreePartition(RegressionTree tree, int[] categories)
    {
        double[][] bounds = [.. categories.Select((count, d) => count > 0 ? [.. Enumerable.Range(0, count + 1).Select(c => c / (double)count)] : Cuts(tree, d))];
        widths = [.. bounds.Select(b => Enumerable.Range(0, b.Length - 1).Select(c => b[c + 1] - b[c]).ToArray())];
        Collect(tree, bounds);
        Mean = leaves.Sum(leaf => leaf.Volume * leaf.Value);
        Variance = leaves.Sum(leaf => leaf.Volume * (leaf.Value - Mean) * (leaf.Value - Mean));
    }

    /// <summary>A leaf: its value, and by dimension the stretches of cells it covers with the share of the dimension they make up.</summary>
    private sealed record Leaf(double Value, double Volume, double[] Sizes, (int Begin, int End)[][] Stretches);

    /// <summary>The tree's mean over the cube (f_0 in the paper).</summary>
    public double Mean { get; }

    /// <summary>The tree's variance over the cube (V in the paper, equation 3).</summary>
    public double Variance { get; }

    /// <summary>The mean over all other dimensions, for every cell of one (the marginal of equation 1, by equation 9 of the paper).</summary>
    public double[] Marginal(int dimension)
    {
        double[] steps = new double[widths[dimension].Length + 1];
        foreach (Leaf leaf in leaves)
        {
            double mass = leaf.Value * leaf.Volume / leaf.Sizes[dimension];
            foreach ((int begin, int end) in leaf.Stretches[dimension])
            {
                steps[begin] += mass;
                steps[end] -= mass;
            }
        }

        for (int c = 1; c < steps.Length; c++)
        {
            steps[c] += steps[c - 1];
        }

        return steps[..^1];
    }

    /// <summary>The variance of a marginal: what the dimension explains by itself (V_U for one dimension).</summary>
    public double VarianceOf(int dimension, double[] marginal)
    {
        double variance = 0;
        for (int c = 0; c < marginal.Length; c++)
        {
            variance += widths[dimension][c] * (marginal[c] - Mean) * (marginal[c] - Mean);
        }

        return variance;
    }

    /// <summary>The variance that only both dimensions together explain: that of the mean over all others, less what each explains by itself (V_U for two dimensions).</summary>
    public double VarianceOf(int first, double[] marginal, int second, double[] other)
    {
        int rows = marginal.Length, columns = other.Length;
        double[] steps = new double[(rows + 1) * (columns + 1)];
        foreach (Leaf leaf in leaves)
        {
            double mass = leaf.Value * leaf.Volume / (leaf.Sizes[first] * leaf.Sizes[second]);
            foreach ((int top, int bottom) in leaf.Stretches[first])
            {
                foreach ((int left, int right) in leaf.Stretches[second])
                {
                    steps[(top * (columns + 1)) + left] += mass;
                    steps[(top * (columns + 1)) + right] -= mass;
                    steps[(bottom * (columns + 1)) + left] -= mass;
                    steps[(bottom * (columns + 1)) + right] += mass;
                }
            }
        }

        double variance = 0;
        double[] above = new double[columns + 1];
        for (int r = 0; r < rows; r++)
        {
            double along = 0;
            for (int c = 0; c < columns; c++)
            {
                along += steps[(r * (columns + 1)) + c];
                above[c] += along;
                double beyond = above[c] - marginal[r] - other[c] + Mean;
                variance += widths[first][r] * widths[second][c] * beyond * beyond;
            }
        }

        return variance;
    }

    private static double[] Cuts(RegressionTree tree, int dimension)
    {
        var cuts = new SortedSet<double> { 0, 1 };
        foreach (TreeNode node in tree.Nodes)
        {
            if (node.Feature == dimension)
            {
                cuts.Add(node.Threshold);
            }
        }

        return [.. cuts];
    }

    private void Collect(RegressionTree tree, double[][] bounds)
    {
        var open = new Stack<(int Node, bool[]?[] Allowed, (int Begin, int End)[] Box)>();
        open.Push((0, new bool[]?[bounds.Length], [.. bounds.Select(b => (0, b.Length - 1))]));
        while (open.TryPop(out var at))
        {
            TreeNode node = tree.Nodes[at.Node];
            int f = node.Feature;
            if (f < 0)
            {
                leaves.Add(LeafOf(node.Mean, at.Allowed, at.Box, bounds));
                continue;
            }

            if (node.GoLeft is { } goLeft)
            {
                foreach (bool left in (bool[])[false, true])
                {
                    bool[]?[] allowed = [.. at.Allowed];
                    allowed[f] = [.. goLeft.Select((side, c) => side == left && (at.Allowed[f]?[c] ?? true))];
                    open.Push((left ? node.Left : node.Right, allowed, at.Box));
                }

                continue;
            }

            int cut = Array.BinarySearch(bounds[f], node.Threshold);
            foreach (bool left in (bool[])[false, true])
            {
                (int Begin, int End)[] box = [.. at.Box];
                box[f] = left ? (box[f].Begin, cut) : (cut, box[f].End);
                open.Push((left ? node.Left : node.Right, at.Allowed, box));
            }
        }
    }

    private static Leaf LeafOf(double value, bool[]?[] allowed, (int Begin, int End)[] box, double[][] bounds)
    {
        (int Begin, int End)[][] stretches = [.. box.Select((b, d) => allowed[d] is { } categories ? Runs(categories) : [b])];
        double[] sizes = [.. stretches.Select((runs, d) => runs.Sum(run => bounds[d][run.End] - bounds[d][run.Begin]))];
        return new Leaf(value, sizes.Aggregate(1.0, (volume, size) => volume * size), sizes, stretches);
    }

    private static (int Begin, int End)[] Runs(bool[] categories)
    {
        List<(int, int)> runs = [];
        for (int begin = 0; begin < categories.Length; begin++)
        {
            int end = begin;
            while (end < categories.Length && categories[end])
            {
                end++;
            }

            if (end > begin)
            {
                runs.Add((begin, end));
                begin = end;
            }
        }

        return [.. runs];
    }
}
