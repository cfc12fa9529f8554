using HyperSearch.Search.Journals;

namespace HyperSearch.Cli.Terminal;

/// <summary>Shows how a run comes on.</summary>
internal interface IRunProgress : IDisposable
{
    /// <summary>A record was written; called between two changes of the state.</summary>
    void Show(Record record);

    /// <summary>Shows how it stands with the workers, where that is not plain; called from any thread.</summary>
    void ShowWorkers(string text);

    /// <summary>Says something to the user, now; called from any thread.</summary>
    void Say(string text);
}
