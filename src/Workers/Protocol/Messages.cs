using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.Trainer.Data;

namespace HyperSearch.Workers;

/// <summary>From a worker that has nothing to do, to <c>/work</c>. Answered when there is work: with <see cref="WorkAnswer"/>, or with status 204 when there will be none.</summary>
/// <param name="Worker">The worker's name, given to it when it was started.</param>
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
public sealed record Report(string Worker, int Trial, int Repeat, int Attempt, IReadOnlyList<EpochValues> Epochs, bool Ended, string? Error);

/// <summary>The coordinator's answer. What was reported is recorded by then; results are durable.</summary>
/// <param name="GoOn">Whether the attempt is still wanted.</param>
public sealed record ReportAnswer(bool GoOn);

/// <summary>How messages are written: JSON with camelCase names, none of them left out; <c>"NaN"</c> and <c>"Infinity"</c> as strings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WorkQuestion))]
[JsonSerializable(typeof(WorkAnswer))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(ReportAnswer))]
[JsonSerializable(typeof(DataShape))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
