namespace HyperSearch.Search.Forests;

/// <summary>How a <see cref="RandomForest"/> is grown (Hutter, Hoos, Leyton-Brown 2011, section 4.1, and Breiman 2001).</summary>
internal sealed record ForestSettings
{
    /// <summary>How many trees (B in the paper).</summary>
    public int Trees { get; init; } = 10;

    /// <summary>The share of the features that is looked at for a split ("perc" in the paper); at least one is.</summary>
    public double FeatureShare { get; init; } = 5.0 / 6;

    /// <summary>A node with fewer points is not split (n_min in the paper).</summary>
    public int LeastToSplit { get; init; } = 2;

    /// <summary>No side of a split gets fewer points.</summary>
    public int LeastInLeaf { get; init; } = 1;

    /// <summary>Whether each tree has a sample of its own, drawn with replacement; else all points.</summary>
    public bool Bootstrap { get; init; }

    /// <summary>How many points such a sample has at most.</summary>
    public int MostPoints { get; init; } = int.MaxValue;

    /// <summary>
    /// Whether the threshold lies anywhere between the two values it separates, uniformly; else half way. With many trees and without bootstrap, the mean then interpolates between the
    /// points, and the variance grows with the distance to them (Hutter, Xu, Hoos, Leyton-Brown, "Algorithm runtime prediction", arXiv:1211.0906, section 4.3.2).
    /// </summary>
    public bool RandomThresholds { get; init; }
}
