using System.Text.Json.Nodes;
using HyperSearch.Search.Importance;
using HyperSearch.Search.Studies;

namespace HyperSearch.Dashboard.Views;

/// <summary>What the page shows of a study, its trials aside.</summary>
/// <param name="Name">The study's name.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="State"><c>running</c>, <c>interrupted</c> or <c>finished</c>.</param>
/// <param name="Seed">The study's seed, as text: it may be larger than a JavaScript number holds.</param>
/// <param name="Program">The version of the program that began it.</param>
/// <param name="Objective">What is optimised.</param>
/// <param name="Trials">How many trials are where.</param>
/// <param name="SecondsLeft">How long the rest will take; null where that is not known.</param>
/// <param name="SecondsPassed">How long it has been worked on, pauses left out.</param>
/// <param name="Estimate">How the time that was estimated before its last run compares with the truth, in words; null where there was no estimate, or no end yet.</param>
/// <param name="Hash">The hash of the deterministic facts so far.</param>
/// <param name="Headline">The result in words.</param>
/// <param name="Dimensions">The searched dimensions.</param>
/// <param name="Rounds">The rounds with their ranges.</param>
/// <param name="Diagnoses">The trainer's verdicts, the most frequent first.</param>
/// <param name="Confirmed">The trials that were repeated on fresh seeds, the winner first.</param>
/// <param name="Running">What workers train now.</param>
/// <param name="Importance">What made the difference; null where it is not known.</param>
/// <param name="CurveStep">Every how many epochs the curves of the trials have a value; their last value is always there.</param>
/// <param name="Trainer">The trainer section that a trial's parameter set is put into.</param>
internal sealed record StudyPage(
    string Name,
    string Folder,
    string State,
    string Seed,
    string Program,
    ObjectiveView Objective,
    TrialCounts Trials,
    double? SecondsLeft,
    double SecondsPassed,
    string? Estimate,
    string Hash,
    Headline Headline,
    IReadOnlyList<DimensionView> Dimensions,
    IReadOnlyList<RoundView> Rounds,
    IReadOnlyList<DiagnosisCount> Diagnoses,
    IReadOnlyList<ConfirmedView> Confirmed,
    IReadOnlyList<RunningTrial> Running,
    StudyImportance? Importance,
    int CurveStep,
    JsonObject Trainer);

/// <summary>What is optimised.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Maximize">Whether more of it is better.</param>
/// <param name="At"><c>last</c> or <c>best</c>: which epoch counts.</param>
internal sealed record ObjectiveView(string Metric, bool Maximize, string At);

/// <summary>A searched dimension.</summary>
/// <param name="Path">Its path into the trainer section.</param>
/// <param name="Scale"><c>linear</c>, <c>log</c>, <c>reverse_log</c> or <c>choice</c>.</param>
/// <param name="Min">The least value that any round could have tried.</param>
/// <param name="Max">The greatest.</param>
/// <param name="Limits">How far its range may be widened; null: it only narrows.</param>
/// <param name="Integer">Whether its values are whole numbers.</param>
/// <param name="Choices">The values of a choice, as the trainer section has them; else null.</param>
/// <param name="When">When it is active, in words; null: always.</param>
internal sealed record DimensionView(string Path, string Scale, double Min, double Max, IReadOnlyList<double>? Limits, bool Integer, IReadOnlyList<JsonNode?>? Choices, string? When);

/// <summary>A batch of trials drawn from one set of ranges.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="FirstTrial">Its first trial.</param>
/// <param name="Ranges">The range of each dimension; null for a choice.</param>
/// <param name="Why">Why the range of each dimension is what it is; null for a choice and in the first round.</param>
internal sealed record RoundView(int Number, int FirstTrial, IReadOnlyList<IReadOnlyList<double>?> Ranges, IReadOnlyList<string?> Why);

/// <summary>A trial that was repeated on fresh seeds.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Values">Its objective on each seed.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Interval">The mean's 95 % interval; null for a single value.</param>
/// <param name="Verdict">What may be concluded, in words.</param>
internal sealed record ConfirmedView(int Trial, IReadOnlyList<double> Values, double Mean, IReadOnlyList<double>? Interval, string Verdict);
