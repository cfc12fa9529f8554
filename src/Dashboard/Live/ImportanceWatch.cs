using HyperSearch.Search.Coordination;
using HyperSearch.Search.Importance;

namespace HyperSearch.Dashboard.Live;

/// <summary>What mattered in a study that runs. Found out anew only after twenty times as long as it took last: with thousands of trials it takes seconds.</summary>
/// <param name="time">The clock.</param>
internal sealed class ImportanceWatch(TimeProvider time)
{
    private const int Patience = 20;
    private StudyImportance? known;
    private int trials = -1;
    private long at;
    private TimeSpan took;

    /// <summary>What mattered, by the trials that are over now or were a while ago.</summary>
    public StudyImportance Of(StudyState state)
    {
        int over = state.Trials.Count - state.Open.Count;
        bool isDue = state.AreTrialsOver || time.GetElapsedTime(at) >= took * Patience;
        if (known is null || (over != trials && isDue))
        {
            long began = time.GetTimestamp();
            known = StudyImportance.Of(state);
            (trials, at, took) = (over, time.GetTimestamp(), time.GetElapsedTime(began));
        }

        return known;
    }
}
