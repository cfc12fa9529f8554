namespace HyperSearch.Search.Studies;

/// <summary>Which epoch's value is a trial's.</summary>
public enum ObjectiveEpoch
{
    /// <summary>That of the last epoch.</summary>
    Last,

    /// <summary>The best of all epochs.</summary>
    Best,
}
