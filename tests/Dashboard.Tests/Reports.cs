using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Dashboard.Tests;

/// <summary>Three studies with their reports: a tiny one, a thousand trials with pruning, and one with failures, conditions and hostile texts.</summary>
public sealed class Reports : IDisposable
{
    private readonly TempFolder folder = new();

    public Reports()
    {
        SimulatedFolders.Write(folder["tiny"], SimulatedFolders.Tiny(), SimulatedFolders.Run(SimulatedFolders.Tiny()));
        SimulatedFolders.Write(folder["large"], SimulatedFolders.Large(), SimulatedFolders.Run(SimulatedFolders.Large()));
        SimulatedFolders.WriteRough(folder["rough"]);
        foreach (string name in (string[])["tiny", "large", "rough"])
        {
            StudyFolder.Replace(Folder(name).Report, StudyReport.Of(Folder(name), ToyTrainer.Port, TimeProvider.System));
        }
    }

    /// <summary>A study's folder.</summary>
    public StudyFolder Folder(string name) => new(folder[name]);

    /// <summary>A study's report.</summary>
    public string this[string name] => Folder(name).Report;

    public void Dispose() => folder.Dispose();
}
