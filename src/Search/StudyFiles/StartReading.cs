using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Reads <c>search.start</c>: every value must be one that its dimension may come to have, and every set one that the trainer takes.</summary>
/// <param name="faults">Takes what is wrong.</param>
/// <param name="fields">The trainer section, which is without faults.</param>
/// <param name="space">The space, which is without faults.</param>
internal sealed class StartReading(FaultList faults, TrainerFields fields, Space space)
{
    private const string Place = "search.start";

    private readonly string[] paths = [.. space.Dimensions.Select(d => d.Path)];

    /// <summary>The sets, with values as the trainer section would have them, in the order of the space.</summary>
    public IReadOnlyList<JsonObject> Read(SourceNode list)
    {
        var sets = new List<JsonObject>();
        var seen = new Dictionary<string, int>();
        for (int i = 0; i < list.Items.Count; i++)
        {
            int before = faults.Count;
            JsonObject set = Set(list.Items[i], $"{Place}.{i}");
            sets.Add(set);
            if (faults.Count > before)
            {
                continue;
            }

            Try(list.Items[i], $"{Place}.{i}", set);
            if (!seen.TryAdd(set.ToJsonString(), i) && IsWhole(set))
            {
                faults.Add($"{Place}.{i}", list.Items[i], $"{list.Items[i].Excerpt} is the same as set {seen[set.ToJsonString()]}; the whole sets are all different.");
            }
        }

        return sets;
    }

    private JsonObject Set(SourceNode node, string place)
    {
        if (node.Members.Count == 0)
        {
            faults.Add(place, node, "This set gives no parameter; give at least one of the space, such as " + $"\"{paths[0]}\".");
        }

        foreach (SourceMember member in node.Members.Where(m => !paths.Contains(m.Name)))
        {
            faults.AddKey($"{place}.{member.Name}", member, $"\"{ForeignText.Blanked(member.Name, 60)}\" is not searched; {Suggestion.For(member.Name, paths, "searched paths")}");
        }

        var set = new JsonObject();
        foreach (Dimension dimension in space.Dimensions)
        {
            if (node.Member(dimension.Path) is { } member && Value(dimension, member.Value, $"{place}.{dimension.Path}") is { } value)
            {
                Conditions(dimension, node, member, $"{place}.{dimension.Path}");
                set[dimension.Path] = JsonNode.Parse(value.GetRawText());
            }
        }

        return set;
    }

    private JsonElement? Value(Dimension dimension, SourceNode node, string place)
    {
        if (fields.Find(dimension.Path, out _) is not { } rules || ChoiceReading.Canonical(faults, node, rules, place) is not { } value)
        {
            return null;
        }

        string? wrong = dimension switch
        {
            ChoiceDimension choice when !choice.Choices.Any(c => JsonElement.DeepEquals(c, value)) =>
                $"is not one of the choices of this parameter: {string.Join(", ", choice.Choices.Take(20).Select(c => c.GetRawText()))}.",
            NumericDimension numeric => ValueCheck.Of(numeric, value.GetDouble()),
            _ => null,
        };
        if (wrong is not null)
        {
            faults.Add(place, node, $"{node.Excerpt} {wrong}");
            return null;
        }

        return value;
    }

    /// <summary>A parameter that is not always there needs those that its conditions name beside it, with values that make it active.</summary>
    private void Conditions(Dimension dimension, SourceNode set, SourceMember member, string place)
    {
        foreach (Condition condition in dimension.When)
        {
            string allowed = string.Join(" or ", condition.Values.Select(v => v.GetRawText()));
            if (set[condition.Path] is not { } parent)
            {
                faults.AddKey(place, member, $"This parameter is there only where {condition.Path} is {allowed}; give that too.");
            }
            else if (fields.Find(condition.Path, out _) is { } rules && ChoiceReading.Canonical(faults, parent, rules, place) is { } value && !condition.Values.Any(v => JsonElement.DeepEquals(v, value)))
            {
                faults.AddKey(place, member, $"This parameter is there only where {condition.Path} is {allowed}, and here it is {parent.Excerpt}; leave it out, or change that.");
            }
        }
    }

    /// <summary>Puts the set into the trainer section, with what is drawn at its least and at its greatest values.</summary>
    private void Try(SourceNode node, string place, JsonObject values)
    {
        StartSet set = StartSet.Of(space, values);
        foreach (double others in (double[])[0, 1])
        {
            double[] unit = [.. Enumerable.Repeat(others, paths.Length)];
            RecordReader.Read(fields.OptionsType, set.Fill(unit, space.Ranges).ApplyTo(fields.Section!), out IReadOnlyList<Fault> found);
            if (found.Count > 0)
            {
                faults.Add(place, node, $"{node.Excerpt} is not possible: trainer.{found[0].Path}: {found[0].Message}");
                return;
            }
        }
    }

    private bool IsWhole(JsonObject values)
    {
        StartSet set = StartSet.Of(space, values);
        return paths.Index().All(p => values.ContainsKey(p.Item) || space.Dimensions[p.Index].When.Count > 0)
            && set.Fill(new double[paths.Length], space.Ranges).ToJson().All(p => values.ContainsKey(p.Key));
    }
}
