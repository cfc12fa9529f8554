using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Writes records as <see cref="RecordReader"/> reads them: every default written out, keys in the order of declaration.</summary>
public static class RecordWriter
{
    /// <summary>The JSON of a record. A null member is left out, unless its default is not null.</summary>
    public static JsonObject Write(object record)
    {
        RecordShape shape = RecordShape.Of(record.GetType());
        var json = new JsonObject();
        if (RecordShape.ChoiceOf(shape.Type) is var (key, word))
        {
            json[key] = word;
        }

        foreach (RecordMember member in shape.Members)
        {
            object? value = member.Property.GetValue(record);
            if (value is not null || shape.DefaultOf(member) is not null)
            {
                json[member.Name] = Value(value);
            }
        }

        foreach ((string name, JsonElement value) in (IReadOnlyDictionary<string, JsonElement>?)shape.Others?.GetValue(record) ?? new Dictionary<string, JsonElement>())
        {
            json[name] = Value(value);
        }

        return json;
    }

    /// <summary>The JSON of any value that a member can have.</summary>
    internal static JsonNode? Value(object? value) => value switch
    {
        null => null,
        bool b => JsonValue.Create(b),
        string s => JsonValue.Create(s),
        Enum e => JsonValue.Create(EnumWords.Of(e)),
        int i => JsonValue.Create(i),
        long l => JsonValue.Create(l),
        ulong u => JsonValue.Create(u),
        uint u => JsonValue.Create(u),
        short s => JsonValue.Create(s),
        byte b => JsonValue.Create(b),
        float f => JsonValue.Create(f),
        double d => JsonValue.Create(d),
        JsonObject open => open.DeepClone(),
        JsonElement any => JsonSerializer.SerializeToNode(any),
        Array items => new JsonArray([.. items.Cast<object?>().Select(Value)]),
        System.Collections.IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(Value)]),
        _ when ValueRules.FormOf(value) is { } form => Value(form),
        _ => Write(value),
    };
}
