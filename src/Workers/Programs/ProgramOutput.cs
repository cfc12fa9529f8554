using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Workers.Programs;

/// <summary>Reads what a program prints: a line of JSON an epoch, <c>{"epoch": 3, "validation.accuracy": 0.91}</c>, or its result alone as the last line. All else is its own affair.</summary>
/// <param name="metric">The objective's metric, which every epoch must have.</param>
internal sealed partial class ProgramOutput(string metric)
{
    private string last = "";

    /// <summary>The epoch that was read last; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>Reads a line.</summary>
    /// <returns>The metrics of an epoch, if the line has those.</returns>
    /// <exception cref="ProgramException">The line is of an epoch and makes no sense.</exception>
    public IReadOnlyDictionary<string, double>? Read(string line)
    {
        last = string.IsNullOrWhiteSpace(line) ? last : line.Trim();
        if (!line.TrimStart().StartsWith('{') || !line.Contains("\"epoch\"", StringComparison.Ordinal))
        {
            return null;
        }

        Dictionary<string, double> numbers = Numbers(line) ?? throw new ProgramException($"it printed a line that is not one object of JSON: {Shortened(line)}");
        if (!numbers.Remove("epoch", out double epoch) || epoch != Epoch + 1)
        {
            throw new ProgramException($"it printed {Shortened(line)} after epoch {Epoch}; epochs rise by one, from 1");
        }

        Epoch++;
        return Checked(numbers, line);
    }

    /// <summary>The result of a program that printed no epochs: its last line, a number or an object of JSON.</summary>
    /// <exception cref="ProgramException">It is neither.</exception>
    public IReadOnlyDictionary<string, double> Result() =>
        TryNumber(last, out double number) ? new Dictionary<string, double> { [metric] = number }
        : Checked(Numbers(last) ?? throw new ProgramException(last.Length == 0 ? "it printed nothing" : $"its last line is neither a number nor an object of JSON: {Shortened(last)}"), last);

    private Dictionary<string, double> Checked(Dictionary<string, double> numbers, string line)
    {
        if (!numbers.TryGetValue(metric, out double value))
        {
            throw new ProgramException($"it printed {Shortened(line)}, without a number for {metric}{(Suggestion.Nearest(metric, numbers.Keys) is { } near ? $" (should objective.metric be `{near}`?)" : "")}");
        }

        // That the objective is not finite is a result; of anything else it says nothing.
        Dictionary<string, double> finite = numbers.Where(n => double.IsFinite(n.Value)).ToDictionary();
        finite[metric] = value;
        return finite;
    }

    /// <summary>The members of an object that are numbers; null where the text is no object. Python writes NaN and Infinity as they are.</summary>
    private static Dictionary<string, double>? Numbers(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(NotFinite().Replace(text, "\"$0\""));
            return json.RootElement.ValueKind != JsonValueKind.Object ? null
                : json.RootElement.EnumerateObject().Select(m => (m.Name, Value: Number(m.Value))).Where(m => m.Value is not null).DistinctBy(m => m.Name).ToDictionary(m => m.Name, m => m.Value!.Value);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static double? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : value.ValueKind == JsonValueKind.String && NotFinite().IsMatch($":{value.GetString()}}}") && TryNumber(value.GetString()!, out double number) ? number
        : null;

    private static bool TryNumber(string text, out double number)
    {
        (string sign, string name) = text.StartsWith('-') ? ("-", text[1..]) : ("", text);
        name = name.ToUpperInvariant() switch { "NAN" => "NaN", "INF" or "INFINITY" => "Infinity", _ => name };
        return double.TryParse(name == "NaN" ? name : sign + name, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static string Shortened(string line) => line.Trim() is { Length: > 100 } text ? text[..100] + "..." : line.Trim();

    [GeneratedRegex(@"(?<=[:\[,]\s*)-?(?:NaN|Infinity|inf|nan)(?=\s*[,}\]])")]
    private static partial Regex NotFinite();
}
