using HyperSearch.Dashboard.Views;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;

namespace HyperSearch.Dashboard.Live;

/// <summary>
/// Follows one study folder: reads what its journal got since the last look and keeps a picture of it that any number of pages can be sent. It never writes and never locks. One
/// reader; pictures are handed out to any thread.
/// </summary>
/// <param name="folder">The study's folder.</param>
/// <param name="trainer">The trainer that the study file is read with.</param>
/// <param name="time">The clock that tells whether a coordinator on another host lives.</param>
internal sealed class StudyFeed(StudyFolder folder, TrainerPort trainer, TimeProvider time)
{
    private StudyReading? reading;
    private StudyHistory history = new();
    private ImportanceWatch importance = new(time);
    private bool wasHeld;
    private long start;
    private StudyPicture picture = StudyPicture.Unread;

    /// <summary>The folder.</summary>
    public string Folder => folder.Root;

    /// <summary>The study at the last look.</summary>
    public StudyPicture Picture => Volatile.Read(ref picture);

    /// <summary>Looks what is new.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Refresh()
    {
        try
        {
            bool isHeld = FolderLock.IsHeld(folder.Root, time);
            bool isNew = reading is null || !GoesOn();
            if (isNew)
            {
                history = new StudyHistory();
                importance = new ImportanceWatch(time);
                reading = folder.Read(trainer, history.Add);
            }
            else
            {
                // What mattered is found out at the second look: the first is shown at once.
                bool isFurther = reading!.ReadOn(history.Add);
                if (!importance.Refresh(reading.State) && !isFurther && isHeld == wasHeld && Picture.Fault is null)
                {
                    return false;
                }
            }

            wasHeld = isHeld;
            Show(isHeld, isNew);
        }
        catch (Exception e) when (e is StudyFolderException or JournalDamageException or InvalidRecordException or IOException or UnauthorizedAccessException)
        {
            // The next look reads all of it again: what was damaged may have been repaired, and what was missing may have come.
            reading = null;
            if (Picture.Fault == e.Message)
            {
                return false;
            }

            Volatile.Write(ref picture, Picture with { Fault = e.Message, Version = Picture.Version + 1 });
        }

        return true;
    }

    /// <summary>Whether the journal is still the one that was read: not cut off by a repair, not begun anew.</summary>
    private bool GoesOn() => new FileInfo(folder.Journal) is { Exists: true } file && file.Length >= reading!.Journal.End;

    private void Show(bool isHeld, bool isNew)
    {
        var viewer = new StudyViewer(folder.Root, reading!, history);
        int count = reading!.State.Trials.Count;
        StudyPicture before = Picture;
        long version = before.Version + 1;
        IReadOnlyCollection<int> changed = history.TakeChanged();
        bool isWhole = isNew || before.Page?.CurveStep != viewer.CurveStep;
        var trials = new TrialView[count];
        var versions = new long[count];
        if (isWhole)
        {
            start = version;
        }
        else
        {
            before.Trials.CopyTo(trials, 0);
            before.Versions.CopyTo(versions, 0);
        }

        foreach (int number in isWhole ? Enumerable.Range(0, count) : changed)
        {
            trials[number] = viewer.TrialOf(number);
            versions[number] = version;
        }

        Volatile.Write(ref picture, new StudyPicture(viewer.Page(isHeld, importance.Known), trials, versions, start, version, null));
    }
}
