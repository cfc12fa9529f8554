using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using HyperSearch.Workers;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Cli.Tests;

/// <summary>What must hold of a study folder.</summary>
internal static class StudyChecks
{
    /// <summary>Finished, with a certain hash, no trial lost, none twice, nothing left behind.</summary>
    public static void AssertFinished(Sandbox sandbox, string folder, string hash, string when = "")
    {
        StudyState state = new StudyFolder(folder).Read(Trainers.Port).State;
        Assert.Equal(StudyHash.Of(state), state.FinishedHash);
        Assert.True(hash == state.FinishedHash, $"{state.FinishedHash} instead of {hash} {when}");

        IReadOnlyList<Record> journal = Sandbox.Journal(folder);
        int total = state.TotalTrials;
        Assert.Equal(Enumerable.Range(0, total), journal.OfType<TrialProposed>().Select(r => r.Trial));
        WorkId[] ended = [.. journal.OfType<TrialEnded>().Select(r => new WorkId(r.Trial, r.Repeat))];
        Assert.Equal(ended.Distinct(), ended);
        Assert.Equal(Enumerable.Range(0, total), ended.Where(w => w.Repeat == 0).Select(w => w.Trial).Order());
        Assert.True(state.Best is null || File.Exists(Path.Combine(folder, "best.json")), "best.json is missing");
        Assert.Empty(sandbox.Processes);
        Assert.Empty(sandbox.RuntimeFolders);
    }

    /// <summary>How many trials of a folder are over.</summary>
    public static int Ended(string folder) => Sandbox.Journal(folder).OfType<TrialEnded>().Count();
}
