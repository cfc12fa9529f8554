using System.Text.Json.Nodes;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Compares studies, as a study that goes on must be the one that was begun.</summary>
public static class StudyDifferences
{
    /// <summary>Every place where two studies differ, in the order of the file. The name does not count. The order of dimensions does, as it decides the random draws.</summary>
    public static IReadOnlyList<StudyDifference> Between(StudyDefinition left, StudyDefinition right)
    {
        (JsonObject a, JsonObject b) = (StudyFile.Write(left), StudyFile.Write(right));
        a.Remove("name");
        b.Remove("name");
        var differences = new List<StudyDifference>();
        Compare("", a, b, differences);

        string[] leftOrder = [.. left.Space.Dimensions.Select(d => d.Path)], rightOrder = [.. right.Space.Dimensions.Select(d => d.Path)];
        if (!leftOrder.SequenceEqual(rightOrder) && leftOrder.ToHashSet().SetEquals(rightOrder))
        {
            differences.Add(new StudyDifference("space", $"[{string.Join(", ", leftOrder)}]", $"[{string.Join(", ", rightOrder)}]"));
        }

        return differences;
    }

    /// <summary>The differences that keep a frozen study from going on with a changed file: all but more <c>search.trials</c> and another <c>search.confirm</c>.</summary>
    public static IReadOnlyList<StudyDifference> ThatForbidResume(StudyDefinition frozen, StudyDefinition file) =>
        [.. Between(frozen, file).Where(d => !(d.Path == "search.trials" && file.Search.Trials > frozen.Search.Trials)
            && !(d.Path == "search.confirm" || d.Path.StartsWith("search.confirm.", StringComparison.Ordinal)))];

    private static void Compare(string path, JsonNode? left, JsonNode? right, List<StudyDifference> differences)
    {
        if (left is JsonObject a && right is JsonObject b)
        {
            foreach (string key in a.Select(m => m.Key).Union(b.Select(m => m.Key)))
            {
                Compare(path.Length == 0 ? key : $"{path}.{key}", a[key], b[key], differences);
            }
        }
        else if (!JsonNode.DeepEquals(left, right))
        {
            differences.Add(new StudyDifference(path, left?.ToJsonString(), right?.ToJsonString()));
        }
    }
}
