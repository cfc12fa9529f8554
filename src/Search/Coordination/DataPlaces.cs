using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyperSearch.Search.Coordination;

/// <summary>Where a study's data lie, or its program runs, which is no part of what the study is: they may be moved. What they are is in their fingerprint.</summary>
internal static class DataPlaces
{
    private const string ProgramFolder = "folder";
    private static readonly string[] Keys = ["path", "validation", "test"];

    /// <summary>Whether a dotted path of a study file may name a place.</summary>
    public static bool IsPlace(string path, string? json) => (path == $"trainer.{ProgramFolder}" || Keys.Any(k => path == $"trainer.data.{k}")) && (json is null || json.StartsWith('"'));

    /// <summary>Takes the places out of a trainer section; a share of the data, which is a number, stays.</summary>
    public static void Remove(JsonNode? trainer)
    {
        (trainer as JsonObject)?.Remove(ProgramFolder);
        if (trainer is not JsonObject section || section["data"] is not JsonObject data)
        {
            return;
        }

        foreach (string key in Keys.Where(k => data[k]?.GetValueKind() == JsonValueKind.String))
        {
            data.Remove(key);
        }
    }
}
