using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;

namespace HyperSearch.Cli.Terminal;

/// <summary>How much of a run's work is done, and how long the rest will take: as it was estimated at first, and then ever more at the speed so far.</summary>
internal sealed class RunEstimate
{
    // The first estimate weighs as much as this share of the run's work.
    private const double WeightOfFirst = 0.05;

    private readonly TimeProvider time;
    private readonly long begin;
    private TimeSpan? first;
    private TimeSpan firstEpochAt;
    private double done, doneAtFirstEpoch, weight;

    public RunEstimate(TimeProvider time)
    {
        this.time = time;
        begin = time.GetTimestamp();
    }

    /// <summary>The time since the run began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(begin);

    /// <summary>Adds a record of this run.</summary>
    public void Add(Record record, StudyState state)
    {
        if (record is EpochReported epoch)
        {
            done += state.Trials[epoch.Trial].Cost;
            if (doneAtFirstEpoch == 0)
            {
                (firstEpochAt, doneAtFirstEpoch) = (Elapsed, done);
            }
        }
        else if (record is RunEstimated estimated)
        {
            (first, weight) = (TimeSpan.FromSeconds(estimated.Seconds), WeightOfFirst * RemainingWork.Of(state));
        }
    }

    /// <summary>The time that is left; null while nothing is known.</summary>
    public TimeSpan? Left(StudyState state)
    {
        if (done == 0)
        {
            return first is { } whole ? (whole > Elapsed ? whole - Elapsed : TimeSpan.Zero) : null;
        }

        // The start of the workers, which comes once, is no measure of their speed where there is a better one.
        return first is { } estimated
            ? (Elapsed - firstEpochAt + (estimated * WeightOfFirst)) * (RemainingWork.Of(state) / (done - doneAtFirstEpoch + weight))
            : Elapsed * (RemainingWork.Of(state) / done);
    }
}
