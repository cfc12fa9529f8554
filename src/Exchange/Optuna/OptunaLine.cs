using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyperSearch.Exchange.Optuna;

/// <summary>A line of a journal of Optuna's, whose members are asked for by what they must be.</summary>
/// <param name="file">The journal's name.</param>
/// <param name="number">The line's number, from 1.</param>
/// <param name="members">The line.</param>
internal sealed class OptunaLine(string file, int number, JsonObject members)
{
    /// <summary>The line's number, from 1.</summary>
    public int Number => number;

    /// <summary>The operation; null for one that other programs than Optuna write, and it passes over.</summary>
    public OptunaOperation? Operation => Whole("op_code") is >= 0 and <= (long)OptunaOperation.SetTrialSystemAttribute and var code ? (OptunaOperation)code : null;

    /// <summary>The member of a name; null where there is none.</summary>
    public JsonNode? this[string name] => members[name];

    /// <summary>A line from its text.</summary>
    /// <exception cref="ExchangeException">It is not a line of such a journal.</exception>
    public static OptunaLine Parse(string file, int number, string text)
    {
        JsonNode? node;
        try
        {
            node = PythonJson.Parse(text);
        }
        catch (JsonException e)
        {
            throw new ExchangeException($"{file}:{number}: this is not JSON ({e.Message.Split('.')[0]}); each line of a journal of Optuna's is a JSON object with an \"op_code\".");
        }

        return node is JsonObject members && members.ContainsKey("op_code") ? new OptunaLine(file, number, members)
            : throw new ExchangeException($"{file}:{number}: each line of a journal of Optuna's is a JSON object with an \"op_code\"; this one has none.");
    }

    /// <summary>A whole number that must be there.</summary>
    public long Whole(string name) => members[name] is JsonValue value && value.TryGetValue(out long whole) ? whole : throw Wrong(name, "a whole number");

    /// <summary>A text that must be there.</summary>
    public string Text(string name) => members[name] is JsonValue value && value.TryGetValue(out string? text) ? text : throw Wrong(name, "a text");

    /// <summary>The members of an object; none where it is not there.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Members(string name) => members[name] switch
    {
        null => [],
        JsonObject inner => inner,
        _ => throw Wrong(name, "an object"),
    };

    /// <summary>Numbers; none where there are none.</summary>
    public IReadOnlyList<double> Numbers(string name) => members[name] switch
    {
        null => [],
        JsonArray items => [.. items.Select(i => PythonJson.NumberOf(i) ?? throw Wrong(name, "a list of numbers"))],
        var single => [PythonJson.NumberOf(single) ?? throw Wrong(name, "a number")],
    };

    /// <summary>A time, of the clock on the wall where it has no zone; null where there is none.</summary>
    public DateTimeOffset? Time(string name) => members[name] is null ? null
        : DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset time) ? time
        : throw Wrong(name, "a time such as 2026-01-31T12:00:00");

    /// <summary>A step, which is the name of a member.</summary>
    public long Step(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long step) ? step
        : throw new ExchangeException($"{file}:{number}: intermediate_values: {text} is not a step; a whole number is expected.");

    /// <summary>A distribution, which is JSON in a text.</summary>
    public JsonObject Distribution(JsonNode? text)
    {
        try
        {
            if (text is JsonValue value && value.TryGetValue(out string? json) && PythonJson.Parse(json) is JsonObject distribution)
            {
                return distribution;
            }
        }
        catch (JsonException)
        {
            // told below
        }

        throw new ExchangeException($"{file}:{number}: {text?.ToJsonString() ?? "null"} is not a distribution; a text with the JSON of one is expected.");
    }

    /// <summary>What is wrong with a member.</summary>
    public ExchangeException Wrong(string name, string expected) => new($"{file}:{number}: \"{name}\" is {members[name]?.ToJsonString() ?? "missing"}; {expected} is expected.");
}
