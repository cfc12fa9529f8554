using System.Text.Json;
using System.Text.Json.Serialization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Journals;

/// <summary>One entry of the journal: a fact that was decided or observed. The journal is the only truth of a study; everything else follows from it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StudyStarted), "study")]
[JsonDerivedType(typeof(StudyChanged), "change")]
[JsonDerivedType(typeof(RoundStarted), "round")]
[JsonDerivedType(typeof(TunerChosen), "tuner")]
[JsonDerivedType(typeof(TrialProposed), "proposal")]
[JsonDerivedType(typeof(AttemptStarted), "attempt")]
[JsonDerivedType(typeof(EpochReported), "epoch")]
[JsonDerivedType(typeof(AttemptEnded), "attempt_end")]
[JsonDerivedType(typeof(TrialEnded), "result")]
[JsonDerivedType(typeof(StudyStopped), "stop")]
[JsonDerivedType(typeof(StudyFinished), "finish")]
[JsonDerivedType(typeof(RunEstimated), "estimate")]
public abstract record Record
{
    /// <summary>The record's place in the journal, from 0; set by the writer.</summary>
    [JsonPropertyName("n")]
    [JsonPropertyOrder(-2)]
    public long Number { get; init; } = -1;

    /// <summary>When it was written, in milliseconds since 1970; never part of a result.</summary>
    [JsonPropertyOrder(-1)]
    public long At { get; init; }
}

/// <summary>The first record: which study this is, complete with every default and the data's fingerprint.</summary>
/// <param name="Format">The version of the journal's format.</param>
/// <param name="Program">The version of the program that started the study.</param>
/// <param name="Definition">The study file, canonical.</param>
/// <param name="Data">What the trainer said of its data (sizes), so that costs can be computed again without it.</param>
public sealed record StudyStarted(int Format, string Program, JsonElement Definition, JsonElement Data) : Record
{
    /// <summary>The format this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>What was taken over from earlier studies; left out where there are none. In this record, so that a study has all of it or does not exist.</summary>
    public IReadOnlyList<CarriedStudy>? History { get; init; }
}

/// <summary>The study was run again with more trials, another confirmation, or less that stops it. A stop before is judged again.</summary>
/// <param name="Trials">The new total.</param>
/// <param name="Confirm">The new confirmation; null for none.</param>
/// <param name="Target">The new target; null for none.</param>
/// <param name="Stop">When further trials are not worth it now; null: never.</param>
public sealed record StudyChanged(int Trials, ConfirmOptions? Confirm = null, double? Target = null, StopOptions? Stop = null) : Record;

/// <summary>A round began: what became of every numeric dimension's range, and why. One record, so that a crash leaves all of the moves or none.</summary>
/// <param name="Round">The round, from 1 (round 0 has the ranges of the study file).</param>
/// <param name="Trial">Its first trial, whose proposal follows.</param>
/// <param name="Moves">The moves, in the order of the dimensions.</param>
public sealed record RoundStarted(int Round, int Trial, IReadOnlyList<RangeMoved> Moves) : Record;

/// <summary>What became of the range of one dimension.</summary>
/// <param name="Parameter">The dimension's path.</param>
/// <param name="Min">The lower end of its range now.</param>
/// <param name="Max">The upper end of its range now.</param>
/// <param name="Why">The reason, in words and numbers.</param>
public readonly record struct RangeMoved(string Parameter, double Min, double Max, string Why);

/// <summary>From a trial on, another tuner proposes: written where the study leaves the tuner open, for its first trial and whenever the choice changes.</summary>
/// <param name="Trial">The first trial that it proposes, whose proposal follows.</param>
/// <param name="Tuner">The tuner's type.</param>
/// <param name="Why">The reason, in words and numbers.</param>
public sealed record TunerChosen(int Trial, string Tuner, string Why) : Record;

/// <summary>A trial was proposed. Durable before a worker hears of it.</summary>
/// <param name="Trial">Its number, from 0.</param>
/// <param name="Round">The round it was drawn in.</param>
/// <param name="Parameters">Its parameter set.</param>
/// <param name="Start">Its start on the virtual clock.</param>
/// <param name="Cost">What an epoch of it costs there.</param>
/// <param name="Epochs">How many epochs it is to be trained.</param>
public sealed record TrialProposed(int Trial, int Round, JsonElement Parameters, long Start, long Cost, int Epochs) : Record;

/// <summary>
/// A worker was given a trial. Written before the worker hears of it, so that a trial that kills coordinators is counted too; and durable, unless the worker is the coordinator's own
/// process, which a lost machine takes with it.
/// </summary>
/// <param name="Trial">The trial.</param>
/// <param name="Repeat">0, or which confirmation of it.</param>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="Worker">The worker's name.</param>
public sealed record AttemptStarted(int Trial, int Repeat, int Attempt, string Worker) : Record;

/// <summary>The metrics of an epoch, the first time it was reported. Flushed within a second: a lost one is trained again.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Repeat">0, or which confirmation of it.</param>
/// <param name="Attempt">The attempt that reported it.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Metrics">The values.</param>
/// <param name="Digest">A digest of everything measured in this and all earlier epochs of the trial (see <see cref="EpochDigest"/>).</param>
/// <param name="IsLast">True where training ended with it before the budget was used up; else left out.</param>
/// <param name="Layers">Measures of the network's layers, by their names; left out where the trainer takes none.</param>
/// <param name="Diagnosis">The trainer's verdict, with the epoch that training ended with; else left out.</param>
public sealed record EpochReported(
    int Trial,
    int Repeat,
    int Attempt,
    int Epoch,
    IReadOnlyDictionary<string, double> Metrics,
    string Digest,
    bool? IsLast = null,
    IReadOnlyDictionary<string, IReadOnlyList<double>>? Layers = null,
    TrialDiagnosis? Diagnosis = null) : Record
{
    /// <summary>What the worker measured.</summary>
    internal EpochValues ToValues() => new(Epoch, Metrics, IsLast == true, Layers, Diagnosis);
}

/// <summary>An attempt ended without a result.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Repeat">0, or which confirmation of it.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Blame">Whether the trial is to blame, which costs one of its attempts, or its worker.</param>
/// <param name="Why">What happened.</param>
public sealed record AttemptEnded(int Trial, int Repeat, int Attempt, Blame Blame, string Why) : Record;

/// <summary>A trial or a confirmation is over. Durable before anybody is told.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Repeat">0, or which confirmation of it.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Epochs">How many of its epochs count.</param>
/// <param name="Value">Its objective; null unless it completed.</param>
/// <param name="Why">The pruner's reason in words and numbers; left out unless the trial was pruned.</param>
/// <param name="Forecast">Where it would have ended, as a loss; left out unless a pruner that looks ahead stopped it.</param>
public sealed record TrialEnded(int Trial, int Repeat, Outcome Outcome, int Epochs, double? Value = null, string? Why = null, EndForecast? Forecast = null) : Record;

/// <summary>A trial was due and is not proposed, nor is any after it: what it may know is enough. Those under way are trained to their ends.</summary>
/// <param name="Trial">The trial that was due.</param>
/// <param name="Why">The reason, in words and numbers.</param>
public sealed record StudyStopped(int Trial, string Why) : Record;

/// <summary>Every trial and confirmation is over.</summary>
/// <param name="Hash">The study's hash.</param>
public sealed record StudyFinished(string Hash) : Record;

/// <summary>A run began, and was said to last about so long. For people alone, so that the estimate can be held against the truth: nothing of a study depends on it.</summary>
/// <param name="Seconds">From this record to the study's end, as it was estimated before any worker had reported.</param>
/// <param name="Workers">With so many workers at work together.</param>
public sealed record RunEstimated(double Seconds, int Workers) : Record;
