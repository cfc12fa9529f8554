using System.Globalization;
using System.Text.Json.Nodes;

namespace HyperSearch.Search.Spaces;

/// <summary>Dotted paths into a JSON tree: <c>network.hidden.0</c> is the first item of the list <c>hidden</c> of <c>network</c>.</summary>
public static class JsonPath
{
    /// <summary>The node at <paramref name="path"/>; null where there is none, or a JSON null.</summary>
    public static JsonNode? Get(JsonNode? root, string path)
    {
        foreach (string key in path.Split('.'))
        {
            root = root switch
            {
                JsonObject members => members[key],
                JsonArray items when TryIndex(items, key, out int i) => items[i],
                _ => null,
            };
        }

        return root;
    }

    /// <summary>Puts <paramref name="value"/> at <paramref name="path"/>, making the objects on the way; false where the path leads through a value or past the end of a list.</summary>
    public static bool Set(JsonObject root, string path, JsonNode? value)
    {
        string[] keys = path.Split('.');
        JsonNode node = root;
        foreach (string key in keys.AsSpan(0, keys.Length - 1))
        {
            JsonNode? next = node switch
            {
                JsonObject members => members[key] ?? (members[key] = new JsonObject()),
                JsonArray items when TryIndex(items, key, out int i) => items[i],
                _ => null,
            };
            if (next is null)
            {
                return false;
            }

            node = next;
        }

        switch (node)
        {
            case JsonObject members:
                members[keys[^1]] = value;
                return true;
            case JsonArray items when TryIndex(items, keys[^1], out int i):
                items[i] = value;
                return true;
            default:
                return false;
        }
    }

    private static bool TryIndex(JsonArray items, string key, out int index) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < items.Count;
}
