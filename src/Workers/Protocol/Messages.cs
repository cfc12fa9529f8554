using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.Trainer.Data;

namespace HyperSearch.Workers;

/// <summary>From a worker that begins, to <c>/join</c>. Answered with <see cref="JoinAnswer"/>; one of another version is refused.</summary>
/// <param name="Worker">The name it would like, such as that of its machine.</param>
/// <param name="Version">The version of its program.</param>
public sealed record JoinQuestion(string Worker, string Version);

/// <summary>The coordinator's answer: the worker is known.</summary>
/// <param name="Worker">The name it is to use from now on; no other worker of the run has it.</param>
/// <param name="Trainer">The study's trainer section, whose data it is to read before it asks for work; null: there are none to read.</param>
/// <param name="Patience">For how many seconds either side may be silent before the other takes it for dead.</param>
public sealed record JoinAnswer(string Worker, JsonObject? Trainer, double Patience);

/// <summary>From a worker that is about to ask for work and reads the data, to <c>/alive</c>, every second. Answered with status 204.</summary>
/// <param name="Worker">The worker's name.</param>
public sealed record SignOfLife(string Worker);

/// <summary>From a worker that ends by its own choice, to <c>/leave</c>: its trial, if it has one, is given to another. Answered with status 204.</summary>
/// <param name="Worker">The worker's name.</param>
/// <param name="Why">Why, in words.</param>
/// <param name="IsUnfit">Whether it could not have trained this study's trials at all, as where its data are others.</param>
public sealed record Farewell(string Worker, string Why, bool IsUnfit);

/// <summary>
/// From a worker that has nothing to do, to <c>/work</c>. Answered when there is work, with <see cref="WorkAnswer"/>; with status 202 when there was none for some
/// seconds and it is to ask again; with status 204 when there will be none.
/// </summary>
/// <param name="Worker">The worker's name, as the answer to its joining gave it.</param>
/// <param name="Version">The version of its program; another one than the coordinator's is refused.</param>
public sealed record WorkQuestion(string Worker, string Version);

/// <summary>The coordinator's answer: an attempt. That the worker has it is durable by then.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Repeat">0, or which confirmation of it.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Seed">The study's seed.</param>
/// <param name="Metric">The objective's metric.</param>
/// <param name="Trainer">The complete trainer section.</param>
/// <param name="Pruning">By which rule the worker ends the trial before its last epoch; null: it does not.</param>
public sealed record WorkAnswer(int Trial, int Repeat, int Attempt, ulong Seed, string Metric, JsonObject Trainer, Pruning? Pruning)
{
    /// <summary>The answer that hands over an assignment.</summary>
    internal static WorkAnswer Of(Assignment a) => new(a.Work.Trial, a.Work.Repeat, a.Attempt, a.Seed, a.Metric, a.Trainer, a.Pruning);

    /// <summary>The assignment.</summary>
    internal Assignment ToAssignment() => new(new WorkId(Trial, Repeat), Attempt, Seed, Metric, Trainer, Pruning);
}

/// <summary>From a worker that trains, to <c>/report</c>: at most every 100 ms where there are new epochs, else every second as a sign of life, and at the end. Answered with <see cref="ReportAnswer"/>.</summary>
/// <param name="Worker">The worker's name.</param>
/// <param name="Trial">The trial.</param>
/// <param name="Repeat">0, or which confirmation of it.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Epochs">The epochs since the last report, in order.</param>
/// <param name="Ended">Whether the worker has stopped training.</param>
/// <param name="Error">What went wrong, if something did.</param>
/// <param name="StandardError">With the end: the last of what the trial's program wrote to standard error, if it has one and it did.</param>
public sealed record Report(string Worker, int Trial, int Repeat, int Attempt, IReadOnlyList<EpochValues> Epochs, bool Ended, string? Error, string? StandardError = null);

/// <summary>The coordinator's answer. What was reported is recorded by then; results are durable.</summary>
/// <param name="GoOn">Whether the attempt is still wanted.</param>
public sealed record ReportAnswer(bool GoOn);

/// <summary>How messages are written: JSON with camelCase names, none of them left out; <c>"NaN"</c> and <c>"Infinity"</c> as strings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(JoinQuestion))]
[JsonSerializable(typeof(JoinAnswer))]
[JsonSerializable(typeof(SignOfLife))]
[JsonSerializable(typeof(Farewell))]
[JsonSerializable(typeof(WorkQuestion))]
[JsonSerializable(typeof(WorkAnswer))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(ReportAnswer))]
[JsonSerializable(typeof(DataShape))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
