using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Library;

/// <summary>The trainer that a program is by its objective function. Its studies can be read, and their proposals proved, without the program; only it can go on with them.</summary>
public static class FunctionTrainer
{
    /// <summary>The key by which its section is told from that of another trainer.</summary>
    internal const string Key = "function";

    /// <summary>The one metric.</summary>
    internal const string Metric = "value";

    /// <summary>What the search knows of it.</summary>
    public static TrainerPort Port { get; } = new(typeof(FunctionSection), [Metric]);

    /// <summary>Whether a trainer section is of this trainer.</summary>
    public static bool Owns(JsonObject section) => section.ContainsKey(Key);

    /// <summary>Whether a study, as its journal begins with it, is of this trainer.</summary>
    internal static bool Owns(JsonElement definition) =>
        definition.ValueKind == JsonValueKind.Object && definition.TryGetProperty("trainer", out JsonElement section) && section.ValueKind == JsonValueKind.Object && section.TryGetProperty(Key, out _);

    /// <summary>Every epoch costs 1 on the virtual clock: what a function does is not known before it runs.</summary>
    internal static TrialPlan Plan(JsonObject section) => new(section["epochs"].Deserialize<int>(), 1);
}
