using HyperSearch.Dashboard.Views;

namespace HyperSearch.Dashboard.Live;

/// <summary>A study at one moment; never changed.</summary>
/// <param name="Page">The study; null while it has not been read.</param>
/// <param name="Trials">Its trials.</param>
/// <param name="Versions">With which version each of them last changed.</param>
/// <param name="Start">The version that all of them were made anew with.</param>
/// <param name="Version">The version of the picture: every one has a higher one than the last.</param>
/// <param name="Fault">Why the study cannot be read; null where it can.</param>
internal sealed record StudyPicture(StudyPage? Page, TrialView[] Trials, long[] Versions, long Start, long Version, string? Fault)
{
    /// <summary>Before the first look.</summary>
    public static readonly StudyPicture Unread = new(null, [], [], 0, 0, null);

    /// <summary>What a page is sent that has seen a certain version.</summary>
    /// <param name="index">Which of the folders it is.</param>
    /// <param name="seen">The version; 0: none.</param>
    public StudyUpdate Since(int index, long seen)
    {
        bool isWhole = seen < Start;
        return new StudyUpdate(index, Page, isWhole ? Trials : [.. Trials.Where((_, i) => Versions[i] > seen)], isWhole, Fault);
    }
}
