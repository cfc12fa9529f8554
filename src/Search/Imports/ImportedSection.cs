using System.Text.Json;
using System.Text.Json.Serialization;

namespace HyperSearch.Search.Imports;

/// <summary>The trainer section of a study whose trials were imported; the searched parameters stand beside this key.</summary>
public sealed record ImportedSection
{
    /// <summary>Where they come from.</summary>
    public required ImportedSource Imported { get; init; }

    /// <summary>The searched parameters of a trial.</summary>
    [JsonExtensionData]
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();
}
