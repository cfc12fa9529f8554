using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyperSearch.Search.StudyFiles;

/// <summary>A JSON value that knows where it stands.</summary>
internal sealed class SourceNode
{
    private readonly object? content;

    public SourceNode(SourceText source, JsonValueKind kind, int start, int end, object? content)
    {
        (Source, Kind, Start, End) = (source, kind, start, end);
        this.content = content;
    }

    /// <summary>The text the value was read from.</summary>
    public SourceText Source { get; }

    /// <summary>What it is.</summary>
    public JsonValueKind Kind { get; }

    /// <summary>Its first byte.</summary>
    public int Start { get; }

    /// <summary>The byte after its last one.</summary>
    public int End { get; }

    /// <summary>The members of an object, in the order of the file, without repeated keys; empty for other values.</summary>
    public IReadOnlyList<SourceMember> Members => content as IReadOnlyList<SourceMember> ?? [];

    /// <summary>The items of a list; empty for other values.</summary>
    public IReadOnlyList<SourceNode> Items => content as IReadOnlyList<SourceNode> ?? [];

    /// <summary>The characters of a string.</summary>
    public string Text => (string)content!;

    /// <summary>A number; infinite where the text says more than a double can hold.</summary>
    public double Number => (double)content!;

    /// <summary>The JSON text as found, shortened.</summary>
    public string Excerpt => Source.Excerpt(Start, End);

    /// <summary>What kind of value it is, in words.</summary>
    public string KindInWords => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    /// <summary>The value as a tree of its own.</summary>
    public JsonNode? ToNode() => Kind switch
    {
        JsonValueKind.Object => new JsonObject(Members.Select(m => KeyValuePair.Create(m.Name, m.Value.ToNode()))),
        JsonValueKind.Array => new JsonArray([.. Items.Select(i => i.ToNode())]),
        JsonValueKind.String => JsonValue.Create(Text),
        JsonValueKind.Null => null,
        _ => JsonNode.Parse(Encoding.UTF8.GetString(Source.Utf8[Start..End])),
    };

    /// <summary>The value as JSON; a repeated key, which is a fault of its own, is in it once.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(ToNode());

    /// <summary>The member of an object, or null.</summary>
    public SourceMember? Member(string name)
    {
        foreach (SourceMember member in Members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The value of a member of an object, or null.</summary>
    public SourceNode? this[string name] => Member(name)?.Value;
}

/// <summary>A member of an object.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Start">The first byte of the key.</param>
/// <param name="Value">Its value.</param>
internal sealed record SourceMember(string Name, int Start, SourceNode Value);
