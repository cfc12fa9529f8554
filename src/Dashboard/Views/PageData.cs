namespace HyperSearch.Dashboard.Views;

/// <summary>What a page begins with.</summary>
/// <param name="Live">Whether it is to ask for updates.</param>
/// <param name="Made">When it was written, for people.</param>
/// <param name="Studies">The studies; none in a live page, which is sent them.</param>
internal sealed record PageData(bool Live, string Made, IReadOnlyList<StudyData> Studies);

/// <summary>A study with its trials.</summary>
/// <param name="Page">The study.</param>
/// <param name="Trials">All its trials, by number.</param>
internal sealed record StudyData(StudyPage Page, IReadOnlyList<TrialView> Trials);

/// <summary>The first event of a live page.</summary>
/// <param name="Program">The version of the program.</param>
/// <param name="Folders">The folders that are shown, in order.</param>
internal sealed record Hello(string Program, IReadOnlyList<string> Folders);

/// <summary>What became of one study since the last event; the first of each study has all of it.</summary>
/// <param name="Index">Which of the folders.</param>
/// <param name="Page">The study; null where it cannot be read.</param>
/// <param name="Trials">The trials that changed.</param>
/// <param name="IsWhole">Whether these are all trials, and those known before are to be forgotten.</param>
/// <param name="Fault">Why the study cannot be read; null where it can.</param>
internal sealed record StudyUpdate(int Index, StudyPage? Page, IReadOnlyList<TrialView> Trials, bool IsWhole, string? Fault);
