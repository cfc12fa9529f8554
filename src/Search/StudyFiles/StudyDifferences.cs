using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
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

    /// <summary>
    /// The differences that keep a frozen study from going on with a changed file: all but more <c>search.trials</c>, another <c>search.confirm</c>, and less that stops it (a target that is harder
    /// to reach, or none; no <c>search.stop</c>), as what was proposed until then would have been proposed all the same.
    /// </summary>
    public static IReadOnlyList<StudyDifference> ThatForbidResume(StudyDefinition frozen, StudyDefinition file) =>
        [.. Between(frozen, file).Where(d => !(d.Path == "search.trials" && file.Search.Trials > frozen.Search.Trials)
            && !IsPart(d.Path, "search.confirm")
            && !(d.Path == "search.target" && frozen.Search.Target is { } old && (file.Search.Target is not { } target || file.Objective.IsBetter(target, old)))
            && !(IsPart(d.Path, "search.stop") && file.Search.Stop is null))];

    /// <summary>Those of them that make it another study: not fewer trials, which are refused for themselves, nor files that were moved (data elsewhere, folders of earlier studies that have the same names).</summary>
    public static IReadOnlyList<StudyDifference> ThatMakeAnother(StudyDefinition frozen, StudyDefinition file) =>
        [.. ThatForbidResume(frozen, file).Where(d => d.Path != "search.trials" && !(DataPlaces.IsPlace(d.Path, d.Left) && DataPlaces.IsPlace(d.Path, d.Right))
            && !(d.Path == "search.history" && NamesOf(frozen).SequenceEqual(NamesOf(file))))];

    private static bool IsPart(string path, string section) => path == section || path.StartsWith(section + ".", StringComparison.Ordinal);

    private static IEnumerable<string> NamesOf(StudyDefinition study) => (study.Search.History ?? []).Select(path => Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));

    /// <summary>Every place where two JSON trees differ.</summary>
    internal static IReadOnlyList<StudyDifference> Between(string path, JsonNode left, JsonNode right)
    {
        var differences = new List<StudyDifference>();
        Compare(path, left, right, differences);
        return differences;
    }

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
