using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Exchange.Optuna;

/// <summary>Dimensions as Optuna's distributions.</summary>
internal static class OptunaDistribution
{
    // Decimal numbers hold these exactly with every digit that a double prints.
    private const double LeastExact = 1e-9, MostExact = 1e9;

    /// <summary>
    /// The distribution of a dimension, as the JSON text that Optuna keeps. Its range is all that the dimension may ever be searched in, the same for every trial: Optuna's samplers and
    /// importances leave out parameters whose distributions differ. Optuna has no scale of the distance to 1, and no steps on a log scale: such a dimension is linear, or without steps.
    /// </summary>
    public static string Of(Dimension dimension)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("name", dimension switch { ChoiceDimension => "CategoricalDistribution", NumericDimension { Integer: true } => "IntDistribution", _ => "FloatDistribution" });
            json.WriteStartObject("attributes");
            if (dimension is ChoiceDimension choice)
            {
                json.WritePropertyName("choices");
                new JsonArray([.. ChoicesOf(choice)]).WriteTo(json);
            }
            else
            {
                WriteNumeric(json, (NumericDimension)dimension);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    /// <summary>
    /// The choices as Optuna has them: texts, numbers, truth values and null as they are. Where one of them is a list or an object, or Python could not tell it from another
    /// (<c>1</c>, <c>1.0</c> and <c>true</c> are equal there), all are texts: their JSON.
    /// </summary>
    public static IReadOnlyList<JsonNode?> ChoicesOf(ChoiceDimension dimension)
    {
        string?[] told = [.. dimension.Choices.Select(ToldApart)];
        bool areTold = !told.Contains(null) && told.Distinct().Count() == told.Length;
        return [.. dimension.Choices.Select(c => areTold ? JsonNode.Parse(c.GetRawText()) : JsonValue.Create(c.GetRawText()))];
    }

    /// <summary>What Python tells a value from others by; null where it is none that Optuna keeps.</summary>
    private static string? ToldApart(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "text " + value.GetString(),
        JsonValueKind.Number => "number " + value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.True => "number 1",
        JsonValueKind.False => "number 0",
        JsonValueKind.Null => "none",
        _ => null,
    };

    private static void WriteNumeric(Utf8JsonWriter json, NumericDimension dimension)
    {
        SearchRange widest = dimension.Limits ?? dimension.Range;
        (double low, double high) = (UnitCube.ToValue(dimension, widest, 0), UnitCube.ToValue(dimension, widest, 1));
        bool isLog = dimension.Scale == Scale.Log;
        json.WriteBoolean("log", isLog);
        if (dimension.Integer)
        {
            json.WriteNumber("step", isLog ? 1 : (long)dimension.EffectiveStep!.Value);
            json.WriteNumber("low", (long)low);
            json.WriteNumber("high", (long)high);
            return;
        }

        json.WritePropertyName("step");
        if (!isLog && dimension.EffectiveStep is { } step && Divides(step, low, high))
        {
            PythonJson.WriteFloat(json, step);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WritePropertyName("low");
        PythonJson.WriteFloat(json, low);
        json.WritePropertyName("high");
        PythonJson.WriteFloat(json, high);
    }

    /// <summary>Whether steps lead from one end to the other in decimal numbers, by which Optuna would else move the upper end.</summary>
    private static bool Divides(double step, double low, double high) =>
        new[] { step, low, high }.All(n => n == 0 || Math.Abs(n) is >= LeastExact and <= MostExact) && (Exact(high) - Exact(low)) % Exact(step) == 0;

    private static decimal Exact(double number) => decimal.Parse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
