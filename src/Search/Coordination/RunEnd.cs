namespace HyperSearch.Search.Coordination;

/// <summary>How a run ended.</summary>
public enum RunEnd
{
    /// <summary>The study is finished.</summary>
    Finished,

    /// <summary>It was stopped, and can go on.</summary>
    Stopped,
}
