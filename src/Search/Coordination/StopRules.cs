using System.Globalization;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Coordination;

/// <summary>
/// Stops that depend on content: judged when a trial is due, on what it may know, so that a study stops at the same trial whatever the workers do. A stop means that no further
/// trial is proposed; those under way are trained to their ends and count, and the winner is confirmed as ever.
/// </summary>
internal static class StopRules
{
    /// <summary>The gain is looked at this many times while the trials that it is of go by: each look costs as much as a proposal of the gp tuner.</summary>
    private const int Looks = 4;

    /// <summary>Why the trial that is due, and all after it, are not proposed; null: they are.</summary>
    public static string? ReasonToStop(StudyState state, Knowledge known) => TargetReached(state) ?? LittleToGain(state, known);

    private static string? TargetReached(StudyState state) => state is { Target: { } target, BestKnown: { } best } && !state.Definition.Objective.IsBetter(target, best.Work.Value!.Value)
        ? string.Create(CultureInfo.InvariantCulture, $"trial {best.Number} reached {best.Work.Value!.Value:G6}, and search.target is {target:G6}")
        : null;

    private static string? LittleToGain(StudyState state, Knowledge known)
    {
        if (state.Stop is not { } stop || known.Trial % Math.Max(1, stop.Trials / Looks) != 0 || ExpectedGain.OfOneTrial(known) is not { } gain || !(gain * stop.Trials < stop.ExpectedGain))
        {
            return null;
        }

        // A bound that is not known to be sharp deserves few digits.
        return string.Create(
            CultureInfo.InvariantCulture,
            $"another {stop.Trials} trials are expected to gain at most {gain * stop.Trials:G2}, less than search.stop.expectedGain {stop.ExpectedGain:G6}");
    }
}
