using System.Text.Json.Serialization;

namespace HyperSearch.Search.Journals;

/// <summary>How records are written as JSON: camelCase, words for enums, <c>"NaN"</c> and <c>"Infinity"</c> as strings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Record))]
internal sealed partial class RecordJson : JsonSerializerContext;
