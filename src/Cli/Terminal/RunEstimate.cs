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

    /// <summary>The time that is left; null while nothing is known. Trials that are not proposed yet are taken to cost what the others do.</summary>
    public TimeSpan? Left(StudyState state)
    {
        if (done == 0)
        {
            return null;
        }

        double mean = state.Trials.Average(t => (double)t.Cost * t.Work.Epochs);
        double left = ((state.TotalTrials - state.Trials.Count) * mean) + state.Open.Sum(t => (double)t.Cost * (t.Work.Epochs - t.Work.Values.Count));
        if (state.Confirm is { } confirm)
        {
            left += state.AreTrialsOver
                ? state.Confirmations().Where(w => !w.IsOver).Sum(w => (double)state.Trials[w.Id.Trial].Cost * (w.Epochs - w.Values.Count))
                : confirm.Top * confirm.Seeds * mean;
        }

        return Elapsed * (left / done);
    }
}
