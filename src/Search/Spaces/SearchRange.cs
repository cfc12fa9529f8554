namespace HyperSearch.Search.Spaces;

/// <summary>Where a numeric dimension is searched now, in values (not on the scale); both ends belong to it.</summary>
/// <param name="Min">The lower end.</param>
/// <param name="Max">The upper end.</param>
public readonly record struct SearchRange(double Min, double Max)
{
    /// <summary>Whether <paramref name="value"/> lies in the range, ends included.</summary>
    public bool Contains(double value) => value >= Min && value <= Max;
}
