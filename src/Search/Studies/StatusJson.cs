using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HyperSearch.Search.Studies;

/// <summary>How <see cref="StudyStatus"/> is written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StudyStatus))]
[JsonSerializable(typeof(ConfirmedTrial))]
[JsonSerializable(typeof(TrialAccount))]
public sealed partial class StatusJson : JsonSerializerContext
{
    /// <summary>With characters as they are.</summary>
    public static StatusJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
