using HyperSearch.Search.Coordination;
using HyperSearch.Search.Importance;

namespace HyperSearch.Dashboard.Views;

/// <summary>Says what a study has taught and what to do next. Each piece of advice states the trials that it rests on.</summary>
internal static class Adviser
{
    private const int FewTrials = 20;
    private const double SmallShare = 0.15;

    /// <summary>The advice, the most pressing first.</summary>
    public static IEnumerable<Advice> Of(StudyState state, StudyImportance? importance, StudyHistory history)
    {
        Advice[] ranges = [.. EdgeAdvice.Of(state), .. DivergenceAdvice.Of(state)];
        return
        [
            .. Failures(state, history),
            .. ranges,
            .. Unconfirmed(state),
            .. Length(state),
            .. LongerTraining(state),
            .. NoDifference(state, importance, ranges.Select(a => a.Parameter)),
            .. Saving(state),
        ];
    }

    private static IEnumerable<Advice> Failures(StudyState state, StudyHistory history)
    {
        if (state.Trials.FirstOrDefault(t => t.Work.Outcome == Outcome.Failed) is { } first)
        {
            string why = history.ReasonOf(first.Number) is { } reason ? $": {reason}" : "";
            yield return Advice.Warn($"{Words.Count(state.CountOf(Outcome.Failed), "trial")} failed in every attempt. The first, trial {first.Number}{why}");
        }
    }

    private static IEnumerable<Advice> Unconfirmed(StudyState state)
    {
        if (state.FinishedHash is not null && state.Confirm is null && state.Best is not null)
        {
            yield return Advice.Do($"Have the winner confirmed: \"confirm\": {{ \"top\": 3, \"seeds\": 5 }} in the study's search section, then run it again. One training says little about a difference in the third digit.");
        }
    }

    /// <summary>Whether more trials are likely to pay, by when the best one came.</summary>
    private static IEnumerable<Advice> Length(StudyState state)
    {
        int over = state.Trials.Count - state.Open.Count;
        if (state.Best is not { } best || over < FewTrials || !state.AreTrialsOver)
        {
            yield break;
        }

        if (best.Number >= 0.85 * over)
        {
            yield return Advice.Do($"The best came late, as trial {best.Number} of {over}: the search was still finding better ones. Raise search.trials and run it again; nothing done is lost.");
        }
        else if (best.Number <= 0.5 * over)
        {
            yield return Advice.Know($"No trial has beaten trial {best.Number} in the {over - best.Number - 1} since: more trials of the same kind are unlikely to.");
        }
    }

    /// <summary>A curve that still rises at its end asks for more epochs.</summary>
    private static IEnumerable<Advice> LongerTraining(StudyState state)
    {
        if (state.Best?.Work is not { Values.Count: >= 10 } work || work.Values.Count < work.Epochs)
        {
            yield break;
        }

        double[] losses = [.. work.Values.Select(state.Definition.Objective.Loss)];
        int fifth = losses.Length / 5;
        double before = losses[..^fifth].Min(), last = losses[^fifth..].Min(), whole = losses[0] - last;
        if (whole > 0 && before - last > 0.05 * whole)
        {
            yield return Advice.Do($"Trial {state.Best.Number} was still getting better in its last {fifth} of {losses.Length} epochs: more trainer.epochs would lift it.");
        }
    }

    /// <summary>The parameters that could be left out of the search: as the importance says, or else as every round found.</summary>
    private static IEnumerable<Advice> NoDifference(StudyState state, StudyImportance? importance, IEnumerable<string?> known)
    {
        IEnumerable<string> paths = importance is { Parameters.Count: > 0 }
            ? importance.Parameters.Where(IsIdle).Select(p => p.Parameter)
            : state.Rounds.SelectMany(r => r.Moves).GroupBy(m => m.Dimension)
                .Where(moves => moves.All(m => m.Why.Contains("made no difference", StringComparison.Ordinal)))
                .Select(moves => state.Definition.Space.Dimensions[moves.Key].Path);
        string[] idle = [.. paths.Where(path => !known.Contains(path))];
        return idle switch
        {
            [] => [],
            [var path] => [Advice.Know($"{path} made no difference: the best trials have it spread like all others. Fix it, and the trials search the rest more closely.", path)],
            _ => [Advice.Know($"{string.Join(", ", idle[..^1])} and {idle[^1]} made no difference: the best trials have them spread like all others. Fix them, and the trials search the rest more closely.")],
        };
    }

    /// <summary>What could be chance may still matter; only what surely has a small share may be left out.</summary>
    private static bool IsIdle(ParameterImportance p) => !p.MadeDifference && p.Variance.Mean + (2 * p.Variance.Deviation) < SmallShare && p.Top.Mean < SmallShare;

    private static IEnumerable<Advice> Saving(StudyState state)
    {
        double trained = 0, planned = 0;
        foreach (Trial trial in state.Trials.Where(t => t.Work.IsOver))
        {
            trained += trial.Work.CountedEpochs;
            planned += trial.Work.Epochs;
        }

        int pruned = state.CountOf(Outcome.Pruned);
        if (pruned > 0)
        {
            yield return Advice.Know($"The pruner stopped {Words.Count(pruned, "trial")} early: {trained / planned:0 %} of the planned epochs were trained.");
        }
    }
}
