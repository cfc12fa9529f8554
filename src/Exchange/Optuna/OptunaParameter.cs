using System.Text.Json.Nodes;
using HyperSearch.Exchange.Reading;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Exchange.Optuna;

/// <summary>A parameter of one of Optuna's studies: what the distributions of all trials together say of it, and what its values stand for.</summary>
internal sealed class OptunaParameter
{
    private const double LongestInteger = 1L << 53;
    private readonly string file;
    private readonly List<JsonNode?> choices = [];
    private readonly HashSet<string> known = [];
    private readonly ChoiceDimension? exported;
    private string? lastListed;
    private JsonNode?[] lastMeant = [];
    private double low = double.PositiveInfinity, high = double.NegativeInfinity;
    private double? step;
    private bool isWhole = true, isLog = true, isStepKnown, isChoice, isNumeric;

    /// <summary>A parameter that no trial has yet.</summary>
    /// <param name="file">The journal's name.</param>
    /// <param name="name">The parameter's name there.</param>
    /// <param name="exported">The dimension that it was exported from, if it has choices; null where that is not known.</param>
    public OptunaParameter(string file, string name, ChoiceDimension? exported)
    {
        this.file = file;
        this.exported = exported;
        Name = name;
    }

    /// <summary>The parameter's name there.</summary>
    public string Name { get; }

    /// <summary>Adds what a trial says.</summary>
    /// <returns>The value that the trial has.</returns>
    /// <exception cref="ExchangeException">It is not a distribution of Optuna's, or not of the kind that other trials have.</exception>
    public JsonNode? Add(JsonObject distribution, double value, int line)
    {
        try
        {
            string kind = (distribution["name"] ?? distribution["type"])?.GetValue<string>() ?? throw new FormatException();
            JsonObject attributes = distribution["attributes"] as JsonObject ?? distribution;
            bool isCategorical = kind is "CategoricalDistribution" or "categorical";
            (isChoice, isNumeric) = (isChoice || isCategorical, isNumeric || !isCategorical);
            if (isChoice && isNumeric)
            {
                throw Wrong(line, "is a number in some trials and a choice in others; it cannot be both here");
            }

            return isCategorical ? Choose(attributes["choices"] as JsonArray ?? throw new FormatException(), value) : Measure(kind, attributes, value);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw Wrong(line, $"has the distribution {distribution.ToJsonString()} with the value {value:R}; one of Optuna's is expected, of numbers from low to high or of choices");
        }
    }

    /// <summary>The dimension as a study file has it, under a name.</summary>
    public ForeignParameter As(string name)
    {
        if (isChoice)
        {
            return new ForeignParameter(name, new JsonObject { ["choices"] = new JsonArray([.. choices.Select(c => c?.DeepClone())]) });
        }

        var form = new JsonObject { ["min"] = low, ["max"] = high, ["scale"] = isLog ? "log" : "linear" };
        if (isWhole)
        {
            form["integer"] = true;
        }

        // Steps are counted from the least value; ranges that do not begin on the same steps have none together.
        if (step is { } distance && (high - low) / distance is var count && Math.Abs(count - Math.Round(count)) < 1e-9 * Math.Max(1, count))
        {
            form["step"] = distance;
        }

        return new ForeignParameter(name, form);
    }

    private JsonNode? Choose(JsonArray listed, double index)
    {
        string text = listed.ToJsonString();
        if (text != lastListed)
        {
            (lastListed, lastMeant) = (text, MeantBy(listed));
        }

        return index >= 0 && index < lastMeant.Length && index == Math.Floor(index) ? lastMeant[(int)index]?.DeepClone() : throw new FormatException();
    }

    /// <summary>The choices that a list stands for: those it was made of, where it was exported from here.</summary>
    private JsonNode?[] MeantBy(JsonArray listed)
    {
        IReadOnlyList<JsonNode?>? told = exported is null ? null : OptunaDistribution.ChoicesOf(exported);
        bool isOurs = told is not null && told.Count == listed.Count && told.Zip(listed).All(c => JsonNode.DeepEquals(c.First, c.Second));
        JsonNode?[] meant = [.. isOurs ? exported!.Choices.Select(c => JsonNode.Parse(c.GetRawText())) : listed];
        foreach (JsonNode? choice in meant.Where(c => known.Add(c?.ToJsonString() ?? "null")))
        {
            choices.Add(choice);
        }

        return meant;
    }

    private JsonValue Measure(string kind, JsonObject attributes, double value)
    {
        double from = PythonJson.NumberOf(attributes["low"]) ?? throw new FormatException(), to = PythonJson.NumberOf(attributes["high"]) ?? throw new FormatException();
        bool isInteger = kind is "IntDistribution" or "IntUniformDistribution" or "IntLogUniformDistribution" or "int";
        double? distance = PythonJson.NumberOf(attributes["step"]) ?? PythonJson.NumberOf(attributes["q"]);
        (low, high) = (Math.Min(low, Math.Min(from, value)), Math.Max(high, Math.Max(to, value)));
        if (!double.IsFinite(low) || !double.IsFinite(high) || (isInteger && (Math.Max(-low, high) > LongestInteger || value != Math.Floor(value))))
        {
            throw new FormatException();
        }

        isWhole &= isInteger;
        isLog &= kind is "LogUniformDistribution" or "IntLogUniformDistribution" || (attributes["log"]?.GetValue<bool>() ?? false);
        (step, isStepKnown) = (isStepKnown && step != distance ? null : distance, true);
        return isInteger ? JsonValue.Create((long)value) : JsonValue.Create(value);
    }

    private ExchangeException Wrong(int line, string what) => new($"{file}:{line}: parameter {Name} {what}.");
}
