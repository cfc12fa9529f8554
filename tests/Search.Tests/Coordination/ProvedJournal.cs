using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Coordination;

/// <summary>What <c>verify</c> makes of records.</summary>
internal static class ProvedJournal
{
    /// <summary>The study that a replay of its journal comes to.</summary>
    /// <param name="records">All records, from the study's first on.</param>
    /// <exception cref="VerificationException">A decision is not what replay gives.</exception>
    public static StudyState Replay(IReadOnlyList<Record> records)
    {
        using var temp = new TempFolder();
        var folder = new StudyFolder(temp.Root);
        using (JournalWriter writer = JournalWriter.Create(folder.Journal, TimeProvider.System))
        {
            writer.Append(records);
        }

        return StudyVerifier.Replay(folder, ToyTrainer.Port, _ => ToyTrainer.Plan);
    }
}
