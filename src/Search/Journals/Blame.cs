namespace HyperSearch.Search.Journals;

/// <summary>Who is to blame for an attempt without a result.</summary>
public enum Blame
{
    /// <summary>The trial: its training failed. Costs one of <c>search.attempts</c>.</summary>
    Trial,

    /// <summary>The worker was killed, hung, or lost with its coordinator. Costs nothing until it has happened to one trial ten times.</summary>
    Worker,
}
