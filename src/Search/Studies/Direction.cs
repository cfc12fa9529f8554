namespace HyperSearch.Search.Studies;

/// <summary>Whether more or less of the objective is better.</summary>
public enum Direction
{
    /// <summary>Less is better.</summary>
    Minimize,

    /// <summary>More is better.</summary>
    Maximize,
}
