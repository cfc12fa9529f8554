using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyperSearch.Exchange.Optuna;

/// <summary>JSON as Python writes and reads it: with <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, and with a point in every number that is not a whole one by its kind.</summary>
internal static class PythonJson
{
    private static readonly string[] Words = ["-Infinity", "Infinity", "NaN"];

    /// <summary>A key that is there twice would be found only when somebody asks for it.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The value of a line; the words that are no JSON are texts in it, which <see cref="NumberOf"/> reads.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonNode? Parse(string line)
    {
        try
        {
            JsonNode? node = JsonNode.Parse(Words.Any(w => line.Contains(w, StringComparison.Ordinal)) ? Quoted(line) : line, null, Strict);
            if (line.Contains("\\u", StringComparison.Ordinal))
            {
                ReadTexts(node);
            }

            return node;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("half of a character stands alone in a text.", e);
        }
    }

    /// <summary>A number, or a word that stands for one; null for anything else.</summary>
    public static double? NumberOf(JsonNode? node) => node is not JsonValue value ? null
        : value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>()
        : value.TryGetValue(out string? word) ? word switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => null }
        : null;

    /// <summary>A number that is not whole by its kind, to the bit.</summary>
    public static void WriteFloat(Utf8JsonWriter json, double value)
    {
        string text = double.IsNaN(value) ? "NaN" : double.IsInfinity(value) ? (value > 0 ? "Infinity" : "-Infinity") : value.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(double.IsFinite(value) && text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text, skipInputValidation: true);
    }

    /// <summary>Reads every text. Python writes halves of characters too; no text here can hold one, and that would be found only when it is asked for.</summary>
    private static void ReadTexts(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((_, JsonNode? value) in members)
                {
                    ReadTexts(value);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    ReadTexts(item);
                }

                break;
            case JsonValue value:
                value.TryGetValue(out string? _);
                break;
        }
    }

    /// <summary>The line with the words in quotes where they stand outside of texts.</summary>
    private static string Quoted(string line)
    {
        var quoted = new StringBuilder(line.Length + 16);
        bool isText = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (!isText && Words.FirstOrDefault(w => string.CompareOrdinal(line, i, w, 0, w.Length) == 0) is { } word)
            {
                quoted.Append('"').Append(word).Append('"');
                i += word.Length - 1;
                continue;
            }

            quoted.Append(line[i]);
            if (isText && line[i] == '\\' && i + 1 < line.Length)
            {
                quoted.Append(line[++i]);
            }
            else if (line[i] == '"')
            {
                isText = !isText;
            }
        }

        return quoted.ToString();
    }
}
