using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.StudyFiles;

/// <summary>Whatever the bytes of a study file are, the answer is a definition or faults with their places, within a second.</summary>
public sealed class MutationTests
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "-0.0", "1e999", "-1e999", "1e-999", "1e308", "-1e308", "5e-324", "9007199254740993", "99999999999999999999999", "\"\"", "\"log\"", "\"x\"", "[]", "{}", "[[]]", "[1]", "[null]",
        "{\"type\":\"random\"}", "{\"min\":1,\"max\":2}", "{\"choices\":[1]}", "{\"optimizer.type\":[\"sgd\"]}", "NaN", "Infinity", "'a'", "01", "\"\\ud800\"",
    ];

    [Fact]
    public void Every_value_replaced_by_every_kind_of_value_gives_a_study_or_faults()
    {
        int read = 0;
        foreach (string text in (string[])[StudyTexts.Example, StudyTexts.Rich])
        {
            JsonNode root = Parse(text);
            foreach (string path in Paths(root))
            {
                foreach (string value in Values)
                {
                    // The placeholder is replaced in the text, since NaN and the like cannot stand in a tree.
                    JsonNode copy = root.DeepClone();
                    Replace(copy, path, "@@");
                    Read(copy.ToJsonString().Replace("\"@@\"", value, StringComparison.Ordinal));
                    read++;
                }
            }
        }

        Assert.True(read > 2000, $"{read} files were read.");
    }

    [Fact]
    public void Every_member_left_out_renamed_or_doubled_gives_a_study_or_faults()
    {
        foreach (string text in (string[])[StudyTexts.Example, StudyTexts.Rich])
        {
            JsonNode root = Parse(text);
            foreach (string path in Paths(root))
            {
                JsonNode copy = root.DeepClone();
                (JsonNode parent, string key) = Owner(copy, path);
                if (parent is not JsonObject members)
                {
                    continue;
                }

                JsonNode? value = members[key];
                members.Remove(key);
                Read(copy.ToJsonString());
                members[key + "x"] = value;
                Assert.False(Read(copy.ToJsonString()) && path != "$schema", $"{path}x is not a key");
                Assert.False(Read(root.ToJsonString().Replace($"\"{key}\":", $"\"{key}\":null,\"{key}\":", StringComparison.Ordinal)), $"{path} is there twice");
            }
        }
    }

    [Fact]
    public void A_file_cut_off_at_any_byte_is_not_JSON_and_says_so_in_a_line_that_exists()
    {
        foreach (string text in (string[])[StudyTexts.Example, StudyTexts.Rich])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            int end = text.LastIndexOf('}');
            for (int length = 0; length <= end; length++)
            {
                Fault fault = Assert.Single(StudyFile.Read(bytes.AsMemory(0, length), SampleTrainer.Port).Faults);
                Assert.InRange(fault.Line, 1, text.AsSpan(0, length).Count('\n') + 1);
            }
        }
    }

    [Fact]
    public void Random_bytes_flipped_set_removed_repeated_or_spliced_give_a_study_or_faults() =>
        new Fuzzer([Encoding.UTF8.GetBytes(StudyTexts.Rich), Encoding.UTF8.GetBytes(StudyTexts.Example)], [.. Values, "{", "}", "[", "]", "\"", ",", ":", "/*", "//", "\\u", "\0", "\u00ff"])
            .Run(bytes => Read(bytes, $"{bytes.Length} bytes"));

    private static readonly Dictionary<string, Func<string>> Texts = new()
    {
        ["10 MB of opening brackets"] = () => new string('[', 10_000_000),
        ["10 MB of opening braces"] = () => string.Concat(Enumerable.Repeat("{\"a\":", 2_000_000)),
        ["10 MB of pairs of brackets"] = () => "[" + string.Concat(Enumerable.Repeat("[],", 3_300_000)) + "]",
        ["10 MB of keys"] = () => "{" + string.Concat(Enumerable.Range(0, 800_000).Select(i => $"\"k{i}\":1,")) + "}",
        ["one key of 10 MB"] = () => $"{{\"{new string('k', 10_000_000)}\":1}}",
        ["one text of 10 MB"] = () => $"{{\"name\":\"{new string('k', 10_000_000)}\"}}",
        ["one number of 10 MB"] = () => $"{{\"seed\":{new string('9', 10_000_000)}}}",
        ["one fraction of 10 MB"] = () => $"{{\"seed\":1.{new string('0', 10_000_000)}}}",
        ["10 MB of spaces"] = () => new string(' ', 10_000_000),
        ["10 MB of lines"] = () => new string('\n', 10_000_000) + "x",
        ["a comment without end"] = () => "/*" + new string('*', 10_000_000),
        ["over 16 MB"] = () => new string(' ', (16 << 20) + 1),
        ["65 levels"] = () => StudyTexts.WithSpace($"\"network.hidden\": {{ \"choices\": {new string('[', 65)}{new string(']', 65)} }}"),
        ["90,000 equal choices"] = () => StudyTexts.WithSpace($"\"network.hidden\": {{ \"choices\": [{string.Concat(Enumerable.Repeat("[],", 90_000))}] }}"),
        ["90,000 keys of a space"] = () => StudyTexts.WithSpace(string.Concat(Enumerable.Range(0, 90_000).Select(i => $"\"network.hidden.{i}\": 1,"))),
        ["1,000 dimensions that each wait for all others"] = () => StudyTexts.WithSpace(Circle(1000, 90)),
        ["1,000 dimensions of 40 choices"] = () => StudyTexts.WithSpace(ManyChoices(1000, 40), $"\"data\": {{ \"source\": \"digits\" }}, \"network\": {{ \"hidden\": [{string.Join(',', Enumerable.Repeat(1, 64))}] }}"),
        ["64 dimensions of 1,000 choices"] = () => StudyTexts.WithSpace(ManyChoices(64, 1000), $"\"data\": {{ \"source\": \"digits\" }}, \"network\": {{ \"hidden\": [{string.Join(',', Enumerable.Repeat(1, 64))}] }}"),
    };

    public static TheoryData<string> Monsters => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Monsters))]
    public void A_monstrous_file_does_not_hang_the_reader(string what) => Read(Encoding.UTF8.GetBytes(Texts[what]()), what);

    private static string ManyChoices(int dimensions, int choices) => string.Concat(Enumerable.Range(0, dimensions).Select(d =>
        $"\"network.hidden.{d}\": {{ \"choices\": [{string.Join(',', Enumerable.Range(1, choices))}] }},"));

    private static string Circle(int dimensions, int conditions) => string.Concat(Enumerable.Range(0, dimensions).Select(d =>
        $"\"network.hidden.{d}\": {{ \"min\": 1, \"max\": 2, \"when\": {{ {string.Concat(Enumerable.Range(d + 1, conditions / 2).Select(c => $"\"network.hidden.{c % dimensions}\": [1],"))} }} }},"));

    private static JsonNode Parse(string text) =>
        JsonNode.Parse(text, null, new System.Text.Json.JsonDocumentOptions { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!;

    /// <summary>The paths of all values, with slashes, since the keys of a space have dots.</summary>
    private static IEnumerable<string> Paths(JsonNode node, string prefix = "")
    {
        IEnumerable<(string, JsonNode?)> children = node switch
        {
            JsonObject members => members.Select(m => (m.Key, m.Value)),
            JsonArray items => items.Select((v, i) => ($"{i}", v)),
            _ => [],
        };
        foreach ((string key, JsonNode? child) in children)
        {
            yield return prefix + key;
            foreach (string inner in child is null ? [] : Paths(child, $"{prefix}{key}/"))
            {
                yield return inner;
            }
        }
    }

    private static (JsonNode Parent, string Key) Owner(JsonNode root, string path)
    {
        string[] keys = path.Split('/');
        foreach (string key in keys[..^1])
        {
            root = root is JsonArray items ? items[int.Parse(key, null)]! : root[key]!;
        }

        return (root, keys[^1]);
    }

    private static void Replace(JsonNode root, string path, string value)
    {
        (JsonNode parent, string key) = Owner(root, path);
        if (parent is JsonArray items)
        {
            items[int.Parse(key, null)] = value;
        }
        else
        {
            parent[key] = value;
        }
    }

    private static bool Read(string text) => Read(Encoding.UTF8.GetBytes(text), text);

    private static bool Read(byte[] bytes, string what)
    {
        what = what.Length > 2000 ? what[..2000] : what;
        StudyFileResult? result = null;
        long start = Stopwatch.GetTimestamp();
        try
        {
            result = StudyFile.Read(bytes, SampleTrainer.Port);
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}\n{e}");
        }

        // No timing, but the difference between slow and never: the worst of these files takes less than a second of an idle machine.
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), what);
        Assert.True(result!.Definition is null == result.Faults.Count > 0, what);
        int lines = bytes.AsSpan().Count((byte)'\n') + 1;
        Assert.All(result.Faults, f => Assert.True(f.Line >= 1 && f.Line <= lines && f.Message.Length > 0, $"{what}\n{f}"));
        return result.Definition is not null;
    }
}
