using HyperSearch.Search.Coordination;
using HyperSearch.Search.Importance;
using HyperSearch.Search.Studies;

namespace HyperSearch.Dashboard.Views;

/// <summary>The result of a study in words.</summary>
/// <param name="Title">The winner, or what there is instead.</param>
/// <param name="Trial">The winner's number; null while there is none.</param>
/// <param name="Value">Its objective: the mean on fresh seeds where it was confirmed, else as observed.</param>
/// <param name="Interval">The 95 % interval of that mean; null where it is not known.</param>
/// <param name="HowSure">How far the value can be relied on.</param>
/// <param name="Advice">What to do next, the most pressing first.</param>
internal sealed record Headline(string Title, int? Trial, double? Value, IReadOnlyList<double>? Interval, string HowSure, IReadOnlyList<Advice> Advice)
{
    /// <summary>The headline of a study.</summary>
    public static Headline Of(StudyState state, StudyStatus status, IReadOnlyList<Confirmation> confirmed, StudyImportance? importance, StudyHistory history)
    {
        Advice[] advice = [.. Adviser.Of(state, importance, history)];
        string metric = state.Definition.Objective.Metric;
        if (confirmed is [{ } winner, ..])
        {
            return new Headline(
                $"Trial {winner.Trial.Number} wins: {metric} {Words.Short(winner.Mean)}",
                winner.Trial.Number,
                winner.Mean,
                winner.Interval is { } interval ? [interval.Low, interval.High] : null,
                HowSureOf(winner, status.Best!),
                advice);
        }

        if (status.Best is { } best)
        {
            bool isOver = status.State == "finished";
            return new Headline(
                isOver ? $"Trial {best.Trial} wins: {metric} {Words.Short(best.Value)}" : $"Best so far is trial {best.Trial}: {metric} {Words.Short(best.Value)}",
                best.Trial,
                best.Value,
                null,
                isOver || state.Confirm is null
                    ? "Seen in one training, on the part of the data that it was chosen by: on fresh data expect a little less."
                    : "Not confirmed yet: when all trials are over, the best are repeated on fresh seeds.",
                advice);
        }

        int over = state.Trials.Count - state.Open.Count;
        return new Headline(over == 0 ? "No trial is over yet" : $"None of {Words.Count(over, "trial")} has completed", null, null, null, "There is nothing to be sure of yet.", advice);
    }

    private static string HowSureOf(Confirmation winner, BestTrial best)
    {
        string verdict = char.ToUpperInvariant(winner.Verdict[0]) + winner.Verdict[1..] + ".";
        return best.Trial == winner.Trial.Number || winner.Values.Count == 0 ? verdict : $"{verdict} The best in a single training was trial {best.Trial} with {Words.Short(best.Value)}.";
    }
}
