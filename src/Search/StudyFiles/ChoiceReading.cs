using System.Text.Json;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Reads the choice form of a dimension.</summary>
internal static class ChoiceReading
{
    /// <summary>Longer lists are refused: they would be a numeric dimension, and each choice is tried in the trainer section.</summary>
    private const int Most = 1000;

    /// <summary>The dimension; null where there is a fault, or the field is not known.</summary>
    public static ChoiceDimension? Read(FaultList faults, DimensionDraft draft)
    {
        int before = faults.Count;
        foreach (string key in (string[])["min", "max", "scale", "integer", "step", "limits"])
        {
            if (draft.Node.Member(key) is { } mixed)
            {
                faults.AddKey($"{draft.Place}.{key}", mixed, $"\"{key}\" belongs to a numeric dimension; this one has choices. Keep one form.");
            }
        }

        IReadOnlyList<SourceNode> nodes = draft.Form!.Choices!;
        string place = $"{draft.Place}.choices";
        if (nodes.Count is 0 or > Most)
        {
            faults.Add(place, draft.Node["choices"]!, $"There are {nodes.Count} choices; a dimension has 1 to {Most}.");
        }

        if (nodes.Count > Most || draft.Rules is not { } rules)
        {
            return null;
        }

        var choices = new List<JsonElement>();
        var seen = new Dictionary<string, int>();
        for (int i = 0; i < nodes.Count; i++)
        {
            if (Canonical(faults, nodes[i], rules, $"{place}.{i}") is { } choice)
            {
                if (!seen.TryAdd(choice.GetRawText(), i))
                {
                    faults.Add($"{place}.{i}", nodes[i], $"{nodes[i].Excerpt} is the same as choice {seen[choice.GetRawText()]}; the choices are all different.");
                }

                choices.Add(choice);
            }
        }

        return faults.Count > before ? null : new ChoiceDimension(draft.Path, choices) { Ordered = draft.Form.Ordered };
    }

    /// <summary>A value of a field as the trainer section would have it with its defaults written out, so that equal values have equal text; null where there is a fault.</summary>
    public static JsonElement? Canonical(FaultList faults, SourceNode node, ValueRules rules, string path) =>
        new RecordReading(faults).TryRead(node, rules, path, out object? value) ? JsonElement.Parse(RecordWriter.Value(value)?.ToJsonString() ?? "null") : null;
}
