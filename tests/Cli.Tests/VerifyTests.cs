using System.Text.Json.Nodes;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class VerifyTests(FinishedStudy finished) : IDisposable
{
    private readonly Sandbox sandbox = new();

    /// <summary>What is altered in which record.</summary>
    private static readonly Dictionary<string, (Func<JsonObject, bool> Fits, Action<JsonObject> Change)> Forgeries = new()
    {
        ["the parameters of a proposal"] = (r => Is(r, "proposal", 5), r => r["parameters"]!["optimizer.learningRate"] = 0.0123),
        ["the start of a proposal"] = (r => Is(r, "proposal", 9), r => r["start"] = r["start"]!.GetValue<long>() + 1),
        ["the cost of a proposal"] = (r => Is(r, "proposal", 3), r => r["cost"] = r["cost"]!.GetValue<long>() + 1),
        ["an epoch's value"] = (r => Is(r, "epoch", 2), r => r["metrics"]!["validation.accuracy"] = 0.99),
        ["an epoch's value and its digest"] = (r => Is(r, "epoch", 2), Lie),
        ["an epoch's number"] = (r => Is(r, "epoch", 4), r => r["epoch"] = 3),
        ["a range"] = (r => Is(r, "round", null), r => r["moves"]![0]!["max"] = 0.05),
        ["the reason of a range"] = (r => Is(r, "round", null), r => r["moves"]![0]!["why"] = "because"),
        ["a range that is none"] = (r => Is(r, "round", null), r => r["moves"]![0]!["max"] = -1),
        ["a result"] = (r => Is(r, "result", 6), r => r["value"] = 0.999),
        ["how a trial ended"] = (r => Is(r, "result", 6), r => r["outcome"] = "Diverged"),
        ["a confirmation's result"] = (r => Is(r, "result", null) && r["repeat"]!.GetValue<int>() == 1, r => r["value"] = 0.999),
        ["the hash"] = (r => Is(r, "finish", null), r => r["hash"] = new string('0', 64)),
    };

    public static readonly TheoryData<string> Names = [.. Forgeries.Keys];

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task A_finished_study_is_proved_and_trained_again_to_the_same_bits()
    {
        ProgramEnd end = await sandbox.Run("verify", finished.Folder, "--retrain", "2");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("Proved: 24 proposals and 24 results, 2 trials trained again to the same bits", end.Output, StringComparison.Ordinal);
        Assert.Contains(finished.Hash, end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_study_is_proved_as_far_as_it_went()
    {
        string folder = sandbox.Copy(finished.Folder, "cut");
        string[] lines = File.ReadAllLines(Path.Combine(folder, "journal.jsonl"));
        File.WriteAllText(Path.Combine(folder, "journal.jsonl"), string.Concat(lines.Take(lines.Length / 2).Select(line => line + "\n")) + lines[lines.Length / 2][..20]);
        ProgramEnd end = await sandbox.Run("verify", folder, "--retrain", "1");
        Assert.True(end.ExitCode == 0, end.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_record_that_was_altered_and_its_checksum_corrected_is_named(string what)
    {
        string folder = sandbox.Copy(finished.Folder, "forged");
        (Func<JsonObject, bool> fits, Action<JsonObject> change) = Forgeries[what];
        long record = JournalEditor.Alter(folder, fits, change);
        ProgramEnd end = await sandbox.Run("verify", folder);
        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.False(end.HasStackTrace, end.ToString());

        // Where the digest was made to fit, the lie comes out at the next epoch, which was chained to the truth.
        Assert.Matches(what == "an epoch's value and its digest" ? @"record \d+ " : $"record {record} ", end.Errors);
    }

    [Theory]
    [InlineData("value", "0.999")]
    [InlineData("trial", "0")]
    [InlineData("hash", "\"x\"")]
    public async Task An_exported_winner_that_was_altered_is_found(string key, string value)
    {
        string folder = sandbox.Copy(finished.Folder, "forged");
        string file = Path.Combine(folder, "best.json");
        JsonNode best = JsonNode.Parse(File.ReadAllText(file))!;
        best[key] = JsonNode.Parse(value);
        best["trainer"]!["batchSize"] = 7;
        File.WriteAllText(file, best.ToJsonString());
        ProgramEnd end = await sandbox.Run("verify", folder);
        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains("best.json", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_best_json_is_found()
    {
        string folder = sandbox.Copy(finished.Folder, "forged");
        string file = Path.Combine(folder, "best.json");
        File.WriteAllText(file, File.ReadAllText(file)[..50]);
        ProgramEnd end = await sandbox.Run("verify", folder);
        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains("best.json is not JSON", end.Errors, StringComparison.Ordinal);
    }

    private static bool Is(JsonObject record, string type, int? trial) =>
        record["type"]!.GetValue<string>() == type && (trial is null || record["trial"]!.GetValue<int>() == trial);

    private static void Lie(JsonObject epoch)
    {
        epoch["metrics"]!["validation.accuracy"] = 0.99;
        JournalEditor.CorrectFirstDigest(epoch);
    }
}
