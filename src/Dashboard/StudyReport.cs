using System.Globalization;
using HyperSearch.Dashboard.Views;
using HyperSearch.Search.Importance;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;

namespace HyperSearch.Dashboard;

/// <summary>The report of a study: one HTML file that opens from disk without a network.</summary>
public static class StudyReport
{
    /// <summary>The report's text. Reads the journal alone, so that it disturbs no running study.</summary>
    /// <param name="folder">The study's folder.</param>
    /// <param name="trainer">The trainer that the study file is read with.</param>
    /// <param name="time">The clock: the report says when it was made.</param>
    /// <exception cref="PageMissingException">The program was built without its page.</exception>
    /// <exception cref="StudyFolderException">There is no study here.</exception>
    /// <exception cref="JournalDamageException">The journal is damaged.</exception>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public static string Of(StudyFolder folder, TrainerPort trainer, TimeProvider time)
    {
        _ = PageFiles.Get(); // refused before a long journal is read
        bool isHeld = FolderLock.IsHeld(folder.Root, time);
        var history = new StudyHistory();
        StudyReading reading = folder.Read(trainer, history.Add);
        var viewer = new StudyViewer(folder.Root, reading, history);
        string made = time.GetLocalNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        TrialView[] trials = [.. Enumerable.Range(0, reading.State.Trials.Count).Select(viewer.TrialOf)];
        return PageHtml.Report(new PageData(false, made, [new StudyData(viewer.Page(isHeld, StudyImportance.Of(reading.State)), trials)]));
    }
}
