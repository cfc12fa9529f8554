using System.Text.Json;

namespace HyperSearch.Search.Spaces;

/// <summary>A dimension is searched only while another one has one of these values.</summary>
/// <param name="Path">The path of the other dimension.</param>
/// <param name="Values">The values of it that make this one active.</param>
public sealed record Condition(string Path, IReadOnlyList<JsonElement> Values);
