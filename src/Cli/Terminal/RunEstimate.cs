using HyperSearch.Search.Coordination;

namespace HyperSearch.Cli.Terminal;

/// <summary>How much of a run's work is done, and how long the rest will take at the speed so far.</summary>
internal sealed class RunEstimate
{
    private readonly TimeProvider time;
    private readonly long begin;
    private double done;

    public RunEstimate(TimeProvider time)
    {
        this.time = time;
        begin = time.GetTimestamp();
    }

    /// <summary>Adds an epoch that was trained in this run.</summary>
    public void AddEpoch(StudyState state, int trial) => done += state.Trials[trial].Cost;

    /// <summary>The time since the run began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(begin);

    /// <summary>The time that is left; null while nothing is known.</summary>
    public TimeSpan? Left(StudyState state) => done == 0 ? null : Elapsed * (RemainingWork.Of(state) / done);
}
