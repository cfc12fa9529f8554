using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Library;

/// <summary>The trainer section of a study whose objective is a function of a program; the searched parameters stand beside these keys.</summary>
public sealed record FunctionSection
{
    /// <summary>What the function is called.</summary>
    [StudyName]
    public required string Function { get; init; }

    /// <summary>How many intermediate values a trial may report.</summary>
    [Range(1, 1_000_000_000)]
    public int Epochs { get; init; } = 1;

    /// <summary>The searched parameters of a trial.</summary>
    [JsonExtensionData]
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();
}
