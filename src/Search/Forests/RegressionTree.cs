namespace HyperSearch.Search.Forests;

/// <summary>A tree whose leaves hold the mean and the variance of the points that fell into them.</summary>
/// <param name="nodes">The nodes; the first is the root, and children stand behind their parents.</param>
internal sealed class RegressionTree(TreeNode[] nodes)
{
    /// <summary>The nodes; the first is the root, and children stand behind their parents.</summary>
    public ReadOnlySpan<TreeNode> Nodes => nodes;

    /// <summary>The leaf that a point falls into.</summary>
    public ref readonly TreeNode Leaf(ReadOnlySpan<double> x)
    {
        ref readonly TreeNode node = ref nodes[0];
        while (node.Feature >= 0)
        {
            node = ref nodes[node.GoesLeft(x[node.Feature]) ? node.Left : node.Right];
        }

        return ref node;
    }
}
