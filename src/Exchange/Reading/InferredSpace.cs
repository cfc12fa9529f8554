using System.Text.Json.Nodes;

namespace HyperSearch.Exchange.Reading;

/// <summary>
/// The space of a study whose file names no conditions: a parameter that not all trials have depends on the first other one, of choices or whole numbers, whose values decide in every
/// trial whether it is there; of numbers, if they have half as many values as there are trials, or fewer.
/// </summary>
internal static class InferredSpace
{
    /// <summary>The space as a study file has it.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="trials">The parameter sets of trials that came to all of theirs.</param>
    public static JsonObject Of(IReadOnlyList<ForeignParameter> parameters, IReadOnlyList<JsonObject> trials)
    {
        // Those that more trials have come first: a condition only ever leads to one of them, so there are no circles.
        ForeignParameter[] order = [.. parameters.OrderByDescending(p => trials.Count(t => t.ContainsKey(p.Name)))];
        var space = new JsonObject();
        foreach (ForeignParameter parameter in parameters)
        {
            var form = (JsonObject)parameter.Form.DeepClone();
            if (trials.Any(t => !t.ContainsKey(parameter.Name)) && ConditionOf(parameter, order, trials) is { } condition)
            {
                form["when"] = condition;
            }

            space[parameter.Name] = form;
        }

        return space;
    }

    private static JsonObject? ConditionOf(ForeignParameter parameter, ForeignParameter[] order, IReadOnlyList<JsonObject> trials)
    {
        foreach (ForeignParameter parent in order.TakeWhile(p => p != parameter).Where(p => p.IsDiscrete))
        {
            string[] with = [.. ValuesOf(parent, trials.Where(t => t.ContainsKey(parameter.Name)))], without = [.. ValuesOf(parent, trials.Where(t => !t.ContainsKey(parameter.Name)))];

            // A number that hardly any two trials share explains everything, and means nothing.
            bool isTelling = parent.Form.ContainsKey("choices") || 2 * (with.Length + without.Length) <= trials.Count;
            bool decides = isTelling && with.Length > 0 && !with.Intersect(without).Any() && trials.All(t => !t.ContainsKey(parameter.Name) || t.ContainsKey(parent.Name));
            if (decides)
            {
                return new JsonObject { [parent.Name] = new JsonArray([.. with.Select(v => JsonNode.Parse(v))]) };
            }
        }

        return null;
    }

    private static IEnumerable<string> ValuesOf(ForeignParameter parent, IEnumerable<JsonObject> trials) =>
        trials.Where(t => t.ContainsKey(parent.Name)).Select(t => t[parent.Name]?.ToJsonString() ?? "null").Distinct();
}
