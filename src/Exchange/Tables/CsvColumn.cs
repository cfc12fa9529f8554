using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Exchange.Optuna;
using HyperSearch.Exchange.Reading;

namespace HyperSearch.Exchange.Tables;

/// <summary>A column of parameter values: what its cells together say of the parameter, and what each of them means. An empty cell is no value.</summary>
internal sealed class CsvColumn
{
    /// <summary>Where the greatest value is this many times the least, and all are above 0, they were hardly searched on a linear scale.</summary>
    private const double SpanOfLogScale = 1000;

    private readonly bool isNumeric, isWhole, isTruth;
    private readonly string[] given;

    /// <summary>A column.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="cells">Its cells.</param>
    public CsvColumn(string name, IEnumerable<string> cells)
    {
        Name = name;
        given = [.. cells.Where(c => c.Length > 0).Distinct()];
        isNumeric = given.Length > 0 && Array.TrueForAll(given, c => Number(c) is not null);
        isWhole = isNumeric && Array.TrueForAll(given, c => Number(c) is { } n && n == Math.Floor(n) && Math.Abs(n) < 1L << 53);
        isTruth = given.Length > 0 && Array.TrueForAll(given, c => c.ToLowerInvariant() is "true" or "false");
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>Whether no row has a value of it.</summary>
    public bool IsEmpty => given.Length == 0;

    /// <summary>The dimension as a study file has it: between the least and the greatest number, or the values that there are.</summary>
    public ForeignParameter Parameter()
    {
        if (!isNumeric)
        {
            string[] values = [.. given.Select(c => Value(c)?.ToJsonString() ?? "null").Distinct()];
            return new ForeignParameter(Name, new JsonObject { ["choices"] = new JsonArray([.. values.Select(v => JsonNode.Parse(v))]) });
        }

        double min = given.Min(c => Number(c)!.Value), max = given.Max(c => Number(c)!.Value);
        var form = new JsonObject { ["min"] = min, ["max"] = max, ["scale"] = min > 0 && max / min >= SpanOfLogScale ? "log" : "linear" };
        if (isWhole)
        {
            form["integer"] = true;
        }

        return new ForeignParameter(Name, form);
    }

    /// <summary>What a cell means.</summary>
    public JsonNode? Value(string cell)
    {
        if (isNumeric)
        {
            double number = Number(cell)!.Value;
            return isWhole ? JsonValue.Create((long)number) : JsonValue.Create(number);
        }

        return isTruth ? JsonValue.Create(cell.Length == "true".Length) : (cell[0] is '[' or '{' ? Parsed(cell) : null) ?? JsonValue.Create(cell);
    }

    private static double? Number(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    private static JsonNode? Parsed(string cell)
    {
        try
        {
            return PythonJson.Parse(cell);
        }
        catch (JsonException)
        {
            return null; // a text that begins like a list
        }
    }
}
