using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Studies;

/// <summary>A trial that was given up.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Why">Why its last attempt failed; null where all of them were lost with their workers.</param>
public sealed record FailedTrial(int Trial, string? Why)
{
    private const int MostTold = 20;

    internal static IReadOnlyList<FailedTrial>? Of(StudyState state) => state.CountOf(Outcome.Failed) == 0 ? null
        : [.. state.Trials.Where(t => t.Work.Outcome == Outcome.Failed).Take(MostTold).Select(t => new FailedTrial(t.Number, t.Work.LastFailure))];
}
