using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Workers;

/// <summary>How long a run will take, before any worker has reported.</summary>
public static class RunForecast
{
    // Measured: until the first worker trains, and what a trial costs beside its epochs (benchmarks/results/estimates.md).
    private const double StartUp = 0.5, ForATrial = 0.004;

    /// <summary>The estimate; null where nothing can be said: of a program whose epochs may take any time, or where nobody works yet.</summary>
    /// <param name="state">The study, with its first trials proposed.</param>
    /// <param name="workers">How many workers there will be, each with a core to itself.</param>
    /// <param name="time">The clock by which this machine is calibrated; that takes some ten milliseconds.</param>
    public static RunEstimated? Of(StudyState state, int workers, TimeProvider time)
    {
        int together = Math.Min(workers, state.Definition.Search.MaxConcurrentTrials);
        if (state.Definition.IsOfProgram || together == 0)
        {
            return null;
        }

        int trials = state.PlannedTrials - state.Trials.Count + state.Open.Count + (state.Confirm is { } confirm ? confirm.Top * confirm.Seeds : 0);
        double seconds = StartUp + (((RemainingWork.Of(state) / HostSpeed.WorkPerSecond(time)) + (trials * ForATrial)) / together);
        return new RunEstimated(Math.Round(seconds, 1), together);
    }
}
