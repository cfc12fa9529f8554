using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;

namespace HyperSearch.Search.Studies;

/// <summary>How fast a study has gone by the stamps of its records, the time between its runs left out.</summary>
public sealed class StudyPace
{
    private double work;
    private long last, milliseconds;
    private TimeSpan? estimate;

    /// <summary>How long the study has been worked on.</summary>
    public TimeSpan Worked => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>Adds the next record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="state">The state with it.</param>
    internal void Add(Record record, StudyState state)
    {
        if (record is RunEstimated estimated)
        {
            estimate = TimeSpan.FromSeconds(estimated.Seconds);
        }
        else if (record is EpochReported epoch)
        {
            // A run begins with records of another kind, so the pause before it ends with one of those. Clocks may be set back.
            milliseconds += Math.Max(0, record.At - last);
            work += state.Trials[epoch.Trial].Cost;
        }

        last = record.At;
    }

    /// <summary>The time that is left at the pace so far, or before the first epoch as it was estimated; null while nothing is known of it.</summary>
    public TimeSpan? Left(StudyState state) => work == 0 || milliseconds == 0 ? estimate : TimeSpan.FromMilliseconds(Math.Min(1e12, milliseconds * (RemainingWork.Of(state) / work)));
}
