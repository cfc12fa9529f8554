namespace HyperSearch.Search.Forests;

/// <summary>A node of a <see cref="RegressionTree"/>.</summary>
internal struct TreeNode
{
    /// <summary>The feature that decides; -1 in a leaf.</summary>
    public int Feature;

    /// <summary>The children's places.</summary>
    public int Left, Right;

    /// <summary>Numbers up to this one go left.</summary>
    public double Threshold;

    /// <summary>Of a feature of categories: whether each goes left; null for numbers.</summary>
    public bool[]? GoLeft;

    /// <summary>Mean and variance of the points here.</summary>
    public double Mean, Variance;

    /// <summary>Whether a value of the deciding feature goes left.</summary>
    public readonly bool GoesLeft(double value) => GoLeft is null ? value <= Threshold : GoLeft[(int)value];
}
