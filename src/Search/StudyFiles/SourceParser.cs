using System.Text.Json;
using System.Text.Unicode;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Reads JSON text into a tree that knows its places. Comments and commas before a closing bracket are allowed.</summary>
internal sealed class SourceParser
{
    /// <summary>A longer text is refused unread.</summary>
    public const int MostBytes = 16 << 20;

    /// <summary>A text with more values is refused: it is no study, and its tree would fill the memory.</summary>
    public const int MostValues = 100_000;

    private readonly SourceText source;
    private readonly FaultList faults;
    private readonly List<string> path = [];
    private int values;

    private SourceParser(SourceText source, FaultList faults) => (this.source, this.faults) = (source, faults);

    /// <summary>The tree of a text, or null where it is not JSON; then the first error is a fault.</summary>
    /// <param name="utf8">The text, with or without a byte order mark.</param>
    /// <param name="faults">Takes errors of syntax, and repeated keys.</param>
    /// <param name="hasPlaces">Whether lines and columns mean something to the reader.</param>
    public static SourceNode? Parse(ReadOnlyMemory<byte> utf8, FaultList faults, bool hasPlaces = true)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        var source = new SourceText(utf8, hasPlaces);
        if (utf8.Length > MostBytes)
        {
            faults.Add("", source, 0, null, $"The text has {utf8.Length} bytes; more than {MostBytes} are not read.");
            return null;
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            faults.Add("", source, FirstInvalid(utf8.Span), null, "The text is not valid UTF-8.");
            return null;
        }

        return new SourceParser(source, faults).Parse();
    }

    private SourceNode? Parse()
    {
        var reader = new Utf8JsonReader(source.Utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 });
        try
        {
            reader.Read();
            SourceNode? root = Value(ref reader);

            // What follows the value may only be a comment; anything else throws.
            while (root is not null && reader.Read())
            {
            }

            return root;
        }
        catch (JsonException e)
        {
            int end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            string why = source.Utf8.Trim(" \t\r\n"u8).IsEmpty ? "The text is empty." : end < 0 ? e.Message : e.Message[..end];
            faults.Add(string.Join('.', path), source, source.Offset(e.LineNumber ?? 0, e.BytePositionInLine ?? 0), null, $"This is not JSON: {why}");
            return null;
        }
        catch (InvalidOperationException)
        {
            int start = (int)reader.TokenStartIndex;
            faults.Add(string.Join('.', path), source, start, source.Excerpt(start, (int)reader.BytesConsumed), "The text has half of a surrogate pair; write the whole character.");
            return null;
        }
    }

    private SourceNode? Value(ref Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex;
        if (++values > MostValues)
        {
            faults.Add("", source, start, null, $"The text has more than {MostValues} values; so large a file is not read.");
            return null;
        }

        (JsonValueKind kind, object? content) = reader.TokenType switch
        {
            JsonTokenType.StartObject => (JsonValueKind.Object, Members(ref reader)),
            JsonTokenType.StartArray => (JsonValueKind.Array, Items(ref reader)),
            JsonTokenType.String => (JsonValueKind.String, reader.GetString()),
            JsonTokenType.Number => (JsonValueKind.Number, (object?)reader.GetDouble()),
            JsonTokenType.True => (JsonValueKind.True, null),
            JsonTokenType.False => (JsonValueKind.False, null),
            _ => (JsonValueKind.Null, null),
        };
        bool isWhole = kind is not (JsonValueKind.Object or JsonValueKind.Array) || content is not null;
        return isWhole ? new SourceNode(source, kind, start, (int)reader.BytesConsumed, content) : null;
    }

    private List<SourceMember>? Members(ref Utf8JsonReader reader)
    {
        var members = new List<SourceMember>();
        var names = new Dictionary<string, int>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            int start = (int)reader.TokenStartIndex;
            string name = reader.GetString()!;
            path.Add(name);
            reader.Read();
            if (Value(ref reader) is not { } value)
            {
                return null;
            }

            var member = new SourceMember(name, start, value);
            if (names.TryAdd(name, start))
            {
                members.Add(member);
            }
            else
            {
                string first = source.Place(names[name]) is { Line: > 0 } place ? $" (first on line {place.Line})" : "";
                faults.AddKey(string.Join('.', path), member, $"The key \"{ForeignText.Blanked(name, 60)}\" is there twice{first}; keep one.");
            }

            path.RemoveAt(path.Count - 1);
        }

        return members;
    }

    private List<SourceNode>? Items(ref Utf8JsonReader reader)
    {
        var items = new List<SourceNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            path.Add($"{items.Count}");
            if (Value(ref reader) is not { } value)
            {
                return null;
            }

            items.Add(value);
            path.RemoveAt(path.Count - 1);
        }

        return items;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        int offset = 0;
        while (offset < utf8.Length && System.Text.Rune.DecodeFromUtf8(utf8[offset..], out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return offset;
    }
}
