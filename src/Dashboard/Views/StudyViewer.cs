using System.Globalization;
using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Importance;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Dashboard.Views;

/// <summary>Turns what is known of a study into what the page shows.</summary>
/// <param name="folder">The study's folder.</param>
/// <param name="reading">The study.</param>
/// <param name="history">What its state does not keep.</param>
internal sealed class StudyViewer(string folder, StudyReading reading, StudyHistory history)
{
    // So many values of learning curves keep a report of 1,000 trials well under a megabyte.
    private const int MostCurveValues = 60_000;

    // So many characters of standard error, of all failed trials together.
    private const int MostErrors = 200_000, MostErrorsOfOne = 4_000;
    private static readonly int[] Steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    private readonly StudyState state = reading.State;

    /// <summary>Every how many epochs the curves have a value, so that those of all trials together are not too many.</summary>
    public int CurveStep
    {
        get
        {
            double epochs = state.TotalTrials * (double)state.Trials.Select(t => t.Work.Epochs).DefaultIfEmpty(1).Max();
            return Steps.FirstOrDefault(step => epochs / step <= MostCurveValues, Steps[^1]);
        }
    }

    /// <summary>The study, its trials aside.</summary>
    /// <param name="isHeld">Whether its coordinator lives.</param>
    /// <param name="importance">What made the difference; null where it is not known.</param>
    public StudyPage Page(bool isHeld, StudyImportance? importance)
    {
        StudyStatus status = StudyStatus.Of(state, isHeld, reading.Pace);
        IReadOnlyList<Confirmation> confirmed = Confirmation.Of(state);
        StudyDefinition study = state.Definition;
        return new StudyPage(
            study.Name,
            folder,
            status.State,
            study.Seed.ToString(CultureInfo.InvariantCulture),
            reading.Started.Program,
            new ObjectiveView(study.Objective.Metric, study.Objective.Direction == Direction.Maximize, study.Objective.At == ObjectiveEpoch.Best ? "best" : "last"),
            status.Trials,
            status.SecondsLeft,
            Math.Round(history.Now, 1),
            status.State == "finished" ? history.Estimate : null,
            status.Hash,
            Headline.Of(state, status, confirmed, importance, history),
            [.. study.Space.Dimensions.Select(ViewOf)],
            [.. state.Rounds.Select(ViewOf)],
            status.Diagnoses,
            [.. confirmed.Select(c => new ConfirmedView(c.Trial.Number, c.Values, c.Mean, c.Interval is { } i ? [i.Low, i.High] : null, c.Verdict))],
            status.Running,
            importance,
            CurveStep,
            study.Trainer);
    }

    /// <summary>A trial.</summary>
    public TrialView TrialOf(int number)
    {
        Trial trial = state.Trials[number];
        Work work = trial.Work;
        int epochs = work.IsOver ? Math.Min(work.CountedEpochs, work.Values.Count) : work.Values.Count;
        string stage = work.Outcome?.ToString().ToLowerInvariant() ?? (work.Worker is null ? "waiting" : "running");
        return new TrialView(
            number,
            trial.Round,
            stage,
            work.Value,
            [.. Enumerable.Range(0, state.Definition.Space.Dimensions.Count).Select(d => trial.Parameters.IsActive(d) ? trial.Parameters[d] : (double?)null)],
            epochs,
            work.Epochs,
            CurveOf(work, epochs, CurveStep),
            work.Diagnosis?.Verdict,
            work.Diagnosis?.Evidence,
            history.ReasonOf(number),
            work.Outcome == Outcome.Failed ? ErrorsOf(work) : null,
            history.AttemptsOf(number));
    }

    private string? ErrorsOf(Work work)
    {
        int most = Math.Min(MostErrorsOfOne, MostErrors / state.CountOf(Outcome.Failed));
        return new StudyFolder(folder).Errors.Of(work.Id, work.Attempt)?.TrimEnd() is { Length: > 0 } text ? text[^Math.Min(most, text.Length)..] : null;
    }

    private static double?[] CurveOf(Work work, int epochs, int step)
    {
        var curve = new double?[(epochs + step - 1) / step];
        for (int i = 0; i < curve.Length; i++)
        {
            double value = work.Values[Math.Min((i + 1) * step, epochs) - 1];

            // Five digits are more than a pixel shows.
            curve[i] = double.IsFinite(value) ? double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
        }

        return curve;
    }

    private DimensionView ViewOf(Dimension dimension, int index)
    {
        string? when = dimension.When.Count == 0 ? null
            : string.Join(" and ", dimension.When.Select(c => $"{c.Path} is {string.Join(" or ", c.Values.Select(v => v.ToString()))}"));
        return dimension switch
        {
            NumericDimension n => new DimensionView(
                n.Path,
                n.Scale switch { Scale.Log => "log", Scale.ReverseLog => "reverse_log", _ => "linear" },
                state.Rounds.Min(r => r.Ranges[index].Min),
                state.Rounds.Max(r => r.Ranges[index].Max),
                n.Limits is { } limits ? [limits.Min, limits.Max] : null,
                n.Integer,
                null,
                when),
            ChoiceDimension c => new DimensionView(c.Path, "choice", 0, c.Choices.Count - 1, null, true, [.. c.Choices.Select(v => JsonSerializer.SerializeToNode(v))], when),
            _ => throw new InvalidOperationException($"{dimension.Path} is of an unknown kind."),
        };
    }

    private RoundView ViewOf(Round round)
    {
        IReadOnlyList<Dimension> dimensions = state.Definition.Space.Dimensions;
        var ranges = new IReadOnlyList<double>?[dimensions.Count];
        var why = new string?[dimensions.Count];
        for (int d = 0; d < dimensions.Count; d++)
        {
            ranges[d] = dimensions[d] is NumericDimension ? [round.Ranges[d].Min, round.Ranges[d].Max] : null;
        }

        foreach (RangeMove move in round.Moves)
        {
            why[move.Dimension] = move.Why;
        }

        return new RoundView(round.Number, round.FirstTrial, ranges, why);
    }
}
