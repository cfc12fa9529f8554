using System.Text;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>The worst study files, through the real program.</summary>
public sealed class MutatedStudyTests : IDisposable
{
    private static readonly string Good = SmallStudies.Text();
    private readonly Sandbox sandbox = new();

    private static readonly Dictionary<string, byte[]> Files = new[]
    {
        ("empty", ""),
        ("blank", " \n\n"),
        ("one bracket", "{"),
        ("a list", "[]"),
        ("null", "null"),
        ("a number", "7"),
        ("10 MB of brackets", new string('[', 10 << 20)),
        ("10 MB of objects", string.Concat(Enumerable.Repeat("{\"a\":", 2 << 20))),
        ("a comment without end", Good + "/* "),
        ("two values", Good + Good),
        ("cut off", Good[..(Good.Length / 2)]),
        ("cut off before the last bracket", Good[..Good.LastIndexOf('}')]),
        ("a key twice", Replace("\"seed\": 3", "\"seed\": 3, \"seed\": 4")),
        ("NaN", Replace("1e-4", "NaN")),
        ("infinity in words", Replace("1e-4", "\"Infinity\"")),
        ("a number too large", Replace("\"max\": 1e-1", "\"max\": 1e999")),
        ("an inverted range", Replace("\"min\": 5, \"max\": 40", "\"min\": 40, \"max\": 5")),
        ("zero on a log scale", Replace("1e-4", "0")),
        ("a negative step", Replace("\"step\": 5", "\"step\": -5")),
        ("an unknown key", Replace("\"seed\"", "\"sede\"")),
        ("no trials", Replace("\"trials\": 24", "\"trials\": 0")),
        ("trials as text", Replace("\"trials\": 24", "\"trials\": \"24\"")),
        ("more trials than numbers", Replace("\"trials\": 24", "\"trials\": 99999999999999999999")),
        ("a negative seed", Replace("\"seed\": 3", "\"seed\": -3")),
        ("a name that leads elsewhere", Replace("\"small\"", "\"../../small\"")),
        ("half a character", Replace("\"small\"", "\"\\ud800\"")),
        ("an unknown tuner", Replace("narrowing", "magic")),
        ("a place that is not there", Replace("\"batchSize\": {", "\"batchSizes\": {")),
        ("a layer that is not there", Replace("\"network.hidden\": { \"choices\": [[8], [32], [16, 16]] }", "\"network.hidden.99999999999\": { \"min\": 1, \"max\": 2 }")),
        ("the data as a dimension", Replace("\"batchSize\": {", "\"data.samples\": {")),
        ("a choice of nothing", Replace("[\"sgd\", \"momentum\"]", "[]")),
        ("a choice that is none", Replace("[\"sgd\", \"momentum\"]", "[\"sgd\", {}]")),
        ("a condition on itself", Replace("\"when\": { \"optimizer.type\"", "\"when\": { \"optimizer.momentum\"")),
        ("a layer without end", Replace("\"hidden\": [8]", "\"hidden\": [2000000000]")),
        ("an empty space", Replace(SmallStudies.ListSpace, "")),
        ("a million characters of a key", Replace("\"seed\"", $"\"{new string('x', 1_000_000)}\"")),
    }.ToDictionary(file => file.Item1, file => Encoding.UTF8.GetBytes(file.Item2)).Concat(new Dictionary<string, byte[]>
    {
        ["bytes that are no text"] = [.. Encoding.UTF8.GetBytes(Good)[..20], 0xff, 0xfe, 0x80],
        ["UTF-16"] = [0xff, 0xfe, .. Encoding.Unicode.GetBytes(Good)],
        ["zeros"] = new byte[4096],
    }).ToDictionary();

    public static readonly TheoryData<string> Names = [.. Files.Keys];

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_wrong_study_file_is_refused_with_the_place(string name)
    {
        File.WriteAllBytes(sandbox.PathOf("study.json"), Files[name]);
        ProgramEnd end = await sandbox.Run("run", "study.json");
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.False(end.HasStackTrace, end.ToString());
        Assert.Matches(@"^study\.json:", end.Errors);
        Assert.InRange(end.Errors.Length, 10, 10_000);
        Assert.False(Directory.Exists(sandbox.PathOf("small.study")));
    }

    private static string Replace(string old, string with)
    {
        Assert.Contains(old, Good, StringComparison.Ordinal);
        return Good.Replace(old, with, StringComparison.Ordinal);
    }
}
