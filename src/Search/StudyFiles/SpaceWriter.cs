using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Writes a space as it stands in a study file, with every default written out.</summary>
internal static class SpaceWriter
{
    /// <summary>The dimensions by their paths, in the order of the space: it decides which random number a dimension gets.</summary>
    public static JsonObject Write(Space space)
    {
        var json = new JsonObject();
        foreach (Dimension dimension in space.Dimensions)
        {
            JsonObject form = dimension is NumericDimension numeric ? Numeric(numeric) : Choice((ChoiceDimension)dimension);
            if (dimension.When.Count > 0)
            {
                var when = new JsonObject();
                foreach (Condition condition in dimension.When)
                {
                    when[condition.Path] = Values(condition.Values);
                }

                form["when"] = when;
            }

            json[dimension.Path] = form;
        }

        return json;
    }

    private static JsonObject Numeric(NumericDimension dimension)
    {
        var json = new JsonObject
        {
            ["min"] = dimension.Min,
            ["max"] = dimension.Max,
            ["scale"] = EnumWords.Of(dimension.Scale),
            ["integer"] = dimension.Integer,
        };
        if (dimension.EffectiveStep is { } step)
        {
            json["step"] = step;
        }

        if (dimension.Limits is { } limits)
        {
            json["limits"] = new JsonObject { ["min"] = limits.Min, ["max"] = limits.Max };
        }

        return json;
    }

    private static JsonObject Choice(ChoiceDimension dimension) => new() { ["choices"] = Values(dimension.Choices), ["ordered"] = dimension.Ordered };

    private static JsonArray Values(IReadOnlyList<JsonElement> values) => new([.. values.Select(v => JsonNode.Parse(v.GetRawText()))]);
}
