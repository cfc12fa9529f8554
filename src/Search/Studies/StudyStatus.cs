using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Studies;

/// <summary>What a study has come to, as <c>status --json</c> prints it.</summary>
/// <param name="Name">The study's name.</param>
/// <param name="State"><c>running</c>, <c>interrupted</c> or <c>finished</c>.</param>
/// <param name="Trials">How many trials are where.</param>
/// <param name="Best">The best completed trial as observed; null while there is none.</param>
/// <param name="Confirmed">The trial with the best mean on fresh seeds; null until it is known.</param>
/// <param name="Ranges">The range of every numeric dimension in every round, with the reason.</param>
/// <param name="Hash">The hash of the deterministic facts so far.</param>
/// <param name="Diagnoses">The trainer's verdicts on the trials, the most frequent first.</param>
/// <param name="Tuners">Which tuner proposes from which trial on, where the study leaves that open.</param>
/// <param name="Running">What workers train now; nothing unless the study is running.</param>
/// <param name="SecondsLeft">How long the rest will take at the pace so far; null unless the study is running and its pace is known.</param>
/// <param name="Ended">Why the study ended, in words; null while it has not.</param>
/// <param name="History">What was taken over from earlier studies, in words; null where there is none.</param>
/// <param name="Failures">The first trials that failed, twenty at most; null where none did.</param>
public sealed record StudyStatus(
    string Name,
    string State,
    TrialCounts Trials,
    BestTrial? Best,
    ConfirmedTrial? Confirmed,
    IReadOnlyList<RangeStatus> Ranges,
    string Hash,
    IReadOnlyList<DiagnosisCount> Diagnoses,
    IReadOnlyList<TunerStatus> Tuners,
    IReadOnlyList<RunningTrial> Running,
    double? SecondsLeft,
    string? Ended = null,
    IReadOnlyList<string>? History = null,
    IReadOnlyList<FailedTrial>? Failures = null)
{
    /// <summary>The status of a study.</summary>
    /// <param name="state">The state after its last record.</param>
    /// <param name="isHeld">Whether its coordinator lives.</param>
    /// <param name="pace">How fast it has gone; null where that is of no interest.</param>
    public static StudyStatus Of(StudyState state, bool isHeld, StudyPace? pace = null)
    {
        Trial? best = state.Best;
        bool isRunning = isHeld && state.FinishedHash is null;
        Confirmation? confirmed = Confirmation.Of(state) is [var first, ..] ? first : null;
        return new StudyStatus(
            state.Definition.Name,
            state.FinishedHash is not null ? "finished" : isHeld ? "running" : "interrupted",
            TrialCounts.Of(state, isHeld),
            best is null ? null : new BestTrial(best.Number, best.Work.Value!.Value, best.Parameters.ToJson(), best.Work.Diagnosis),
            confirmed is null ? null : ConfirmedTrial.Of(confirmed),
            [.. state.Rounds.SelectMany(round => RangesOf(state.Definition.Space, round))],
            StudyHash.Of(state),
            DiagnosisCount.Of(state),
            [.. state.Choices.Select(c => new TunerStatus(c.Trial, c.Tuner, c.Why))],
            isRunning ? RunningTrial.Of(state) : [],
            isRunning ? pace?.Left(state)?.TotalSeconds : null,
            state.FinishedHash is null ? null : WhyEnded(state),
            state.History.Count == 0 ? null : [.. state.History.Select(h => h.InWords())],
            FailedTrial.Of(state));
    }

    private static string WhyEnded(StudyState state) =>
        state.Stopped is { } stopped ? $"stopped after {stopped.Trial} of {state.TotalTrials} trials: {stopped.Why}" : $"all {state.TotalTrials} trials are over";

    private static IEnumerable<RangeStatus> RangesOf(Space space, Round round) => round.Number == 0
        ? space.Dimensions.OfType<NumericDimension>().Select(d => new RangeStatus(0, d.Path, d.Min, d.Max, "as the study file has it"))
        : round.Moves.Select(m => new RangeStatus(round.Number, space.Dimensions[m.Dimension].Path, m.Range.Min, m.Range.Max, m.Why));
}

/// <summary>How many trials are where.</summary>
/// <param name="Total">How many the study has in all.</param>
/// <param name="Completed">Trained to their last epoch.</param>
/// <param name="Pruned">Stopped by the pruner.</param>
/// <param name="Diverged">Ended by a metric that is infinite or not a number.</param>
/// <param name="Failed">Given up after every attempt failed.</param>
/// <param name="Running">With a worker now.</param>
public sealed record TrialCounts(int Total, int Completed, int Pruned, int Diverged, int Failed, int Running)
{
    internal static TrialCounts Of(StudyState state, bool isHeld) => new(
        state.TotalTrials,
        state.CountOf(Outcome.Completed),
        state.CountOf(Outcome.Pruned),
        state.CountOf(Outcome.Diverged),
        state.CountOf(Outcome.Failed),
        isHeld ? state.Open.Count(t => t.Work.Worker is not null) : 0);
}

/// <summary>The best completed trial, as observed.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Value">Its objective.</param>
/// <param name="Parameters">Its parameter set.</param>
/// <param name="Diagnosis">What the trainer says of it; in JSON, <c>best --json</c> has it.</param>
public sealed record BestTrial(int Trial, double Value, JsonObject Parameters, [property: JsonIgnore] TrialDiagnosis? Diagnosis = null);

/// <summary>The trial with the best mean on fresh seeds.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Mean">The mean of its objective.</param>
/// <param name="StandardDeviation">The standard deviation; null for a single value. Written in the verdict only.</param>
/// <param name="Interval">The 95 % interval of the mean; null for a single value.</param>
/// <param name="Verdict">What may be concluded, in words.</param>
public sealed record ConfirmedTrial(int Trial, double Mean, [property: JsonIgnore] double? StandardDeviation, IReadOnlyList<double>? Interval, string Verdict)
{
    internal static ConfirmedTrial Of(Confirmation c) => new(
        c.Trial.Number,
        c.Mean,
        double.IsNaN(c.StandardDeviation) ? null : c.StandardDeviation,
        c.Interval is { } interval ? [interval.Low, interval.High] : null,
        c.Verdict);
}

/// <summary>The range of one dimension in one round.</summary>
/// <param name="Round">The round.</param>
/// <param name="Parameter">The dimension's path.</param>
/// <param name="Min">The lower end.</param>
/// <param name="Max">The upper end.</param>
/// <param name="Why">Why it is so.</param>
public sealed record RangeStatus(int Round, string Parameter, double Min, double Max, string Why);

/// <summary>A tuner that was chosen.</summary>
/// <param name="Trial">The first trial that it proposed.</param>
/// <param name="Tuner">Its type.</param>
/// <param name="Why">Why it was chosen.</param>
public sealed record TunerStatus(int Trial, string Tuner, string Why);
