using System.Text.Json.Serialization;

namespace HyperSearch.Search.Studies;

/// <summary>How <see cref="StudyStatus"/> is written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StudyStatus))]
[JsonSerializable(typeof(ConfirmedTrial))]
public sealed partial class StatusJson : JsonSerializerContext;
