using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>A trial that had ended when another one starts.</summary>
/// <param name="Number">Its number; below 0 for a trial of an earlier study, which is evidence and no trial of this one.</param>
/// <param name="Parameters">Its parameter set.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Loss">
/// Its objective as a loss (less is better). Of a pruned trial, what it had come to: comparable with other pruned ones at most, so that whoever ranks trials orders them by
/// <paramref name="Outcome"/> first. Infinite where it diverged or failed.
/// </param>
/// <param name="Cost">What it took of the virtual clock's work: its epochs that counted, times what one of them costs.</param>
public sealed record KnownTrial(int Number, ParameterSet Parameters, Outcome Outcome, double Loss, double Cost = 1)
{
    /// <summary>The first trial that could know of its end: at its start it had ended, at the start before it had not. At most 0 for a trial of an earlier study.</summary>
    public int KnownFrom { get; init; } = Number + 1;

    /// <summary>Its loss where it was completed, else infinite: what trials can be compared by without a look at how they ended.</summary>
    public double CompletedLoss => Outcome == Outcome.Completed ? Loss : double.PositiveInfinity;

    /// <summary>Where a pruned trial would have ended, by a pruner that looks ahead; else null.</summary>
    public EndForecast? Forecast { get; init; }

    /// <summary>How many trials two lists begin with that are the same: what was worked out from those still holds.</summary>
    internal static int CommonStart(List<KnownTrial> before, IReadOnlyList<KnownTrial> now)
    {
        int same = 0;
        while (same < before.Count && same < now.Count && ReferenceEquals(before[same], now[same]))
        {
            same++;
        }

        return same;
    }
}
