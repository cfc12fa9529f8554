using HyperSearch.Search.Coordination;
using HyperSearch.Search.Importance;

namespace HyperSearch.Dashboard.Live;

/// <summary>What mattered in a study that runs. Found out anew only after twenty times as long as it took last: with thousands of trials it takes seconds.</summary>
/// <param name="time">The clock.</param>
internal sealed class ImportanceWatch(TimeProvider time)
{
    private const int Patience = 20;
    private int trials = -1;
    private long at;
    private TimeSpan took;

    /// <summary>What mattered when it was last found out; null before that.</summary>
    public StudyImportance? Known { get; private set; }

    /// <summary>Finds out what mattered, if trials have ended since and it is time.</summary>
    /// <returns>Whether it was found out anew.</returns>
    public bool Refresh(StudyState state)
    {
        int over = state.Trials.Count - state.Open.Count;
        if (over == trials || (Known is not null && !state.AreTrialsOver && time.GetElapsedTime(at) < took * Patience))
        {
            return false;
        }

        long began = time.GetTimestamp();
        Known = StudyImportance.Of(state);
        (trials, at, took) = (over, time.GetTimestamp(), time.GetElapsedTime(began));
        return true;
    }
}
