namespace HyperSearch.Dashboard.Live;

/// <summary>Whether a request is answered.</summary>
internal enum AccessVerdict
{
    /// <summary>It is.</summary>
    Welcome,

    /// <summary>It brings the token, and is sent on without it in its address.</summary>
    Enter,

    /// <summary>It has no token, or a wrong one.</summary>
    NoToken,

    /// <summary>It names another host than this one.</summary>
    WrongHost,
}
