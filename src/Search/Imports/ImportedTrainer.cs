using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Imports;

/// <summary>The trainer of imported trials: somebody else's, of which nothing is known but what it measured. Its studies can be read and built upon; nothing can go on with them.</summary>
public static class ImportedTrainer
{
    /// <summary>The key by which its section is told from that of another trainer.</summary>
    public const string Key = "imported";

    /// <summary>The metric of an objective that the file has no name for; it fits any metric of a study that takes the trials over.</summary>
    public const string UnnamedMetric = "value";

    /// <summary>The metric that keeps which step of the file an epoch was, where the steps are not 1, 2, 3 and so on.</summary>
    public const string StepMetric = "step";

    /// <summary>What the search knows of it: it measured whatever the objective names.</summary>
    public static TrainerPort Port { get; } = new(typeof(ImportedSection), []);

    /// <summary>Whether a trainer section is of this trainer. A program may have a value of that name.</summary>
    public static bool Owns(JsonObject section) => section[Key] is JsonObject && !section.ContainsKey(TrainerPort.ProgramKey);

    /// <summary>Where the trials of a study come from.</summary>
    /// <exception cref="ArgumentException">They were not imported.</exception>
    public static ImportedSource SourceOf(StudyDefinition study) =>
        study.Trainer[Key].Deserialize<ImportedSource>(JsonSerializerOptions.Web) ?? throw new ArgumentException("Its trials were not imported.", nameof(study));

    /// <summary>Whether a study, as its journal begins with it, is of this trainer.</summary>
    internal static bool Owns(JsonElement definition) =>
        definition.ValueKind == JsonValueKind.Object && definition.TryGetProperty("trainer", out JsonElement section) && section.ValueKind == JsonValueKind.Object
        && section.TryGetProperty(Key, out JsonElement source) && source.ValueKind == JsonValueKind.Object && !section.TryGetProperty(TrainerPort.ProgramKey, out _);
}
