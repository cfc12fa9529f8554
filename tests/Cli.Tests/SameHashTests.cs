using System.Text.Json.Nodes;
using HyperSearch.Numerics;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class SameHashTests
{
    private const ulong Seed = 7;

    public static readonly TheoryData<string, string> Studies = new(
        from tuner in (string[])["""{ "type": "random" }""", """{ "type": "grid", "points": 3 }""", SmallStudies.Narrowing, """{ "type": "tpe", "startTrials": 6 }"""]
        from space in (string[])["lists", "sizes"]
        select (tuner, space));

    [Theory]
    [MemberData(nameof(Studies))]
    public async Task Any_number_of_workers_slowed_at_random_or_not_gives_the_hash_of_one(string tuner, string space)
    {
        using var sandbox = new Sandbox();
        sandbox.Write("study.json", SmallStudies.Text(tuner, space == "lists" ? SmallStudies.ListSpace : SmallStudies.SizeSpace));
        string expected = await HashAsync(sandbox, workers: 1, isSlowed: false);
        foreach ((int workers, bool isSlowed) in ((int, bool)[])(space == "lists" ? [(2, true), (3, false), (4, true)] : [(2, false), (4, true)]))
        {
            string hash = await HashAsync(sandbox, workers, isSlowed);
            Assert.True(expected == hash, $"{hash} with {workers} workers, {expected} with one");
        }
    }

    [Fact]
    public async Task Portable_kernels_and_those_of_this_processor_give_the_same_hash()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("study.json", SmallStudies.Text(trials: 12));
        string expected = await HashAsync(sandbox, workers: 2, isSlowed: false);
        sandbox.Environment["HYPERSEARCH_KERNELS"] = "portable";
        Assert.Equal(expected, await HashAsync(sandbox, workers: 3, isSlowed: false));
    }

    /// <summary>Runs the study in a folder of its own.</summary>
    private static async Task<string> HashAsync(Sandbox sandbox, int workers, bool isSlowed)
    {
        using HyperSearchProgram program = sandbox.Start("run", "study.json", "--out", $"with-{workers}", "--workers", $"{workers}", "--json");
        Task slowing = isSlowed ? SlowAsync(sandbox, program, workers) : Task.CompletedTask;
        ProgramEnd end = await program.EndAsync();
        await slowing;
        Assert.True(end.ExitCode == 0, end.ToString());
        string hash = JsonNode.Parse(end.Output)!["hash"]!.GetValue<string>();
        StudyChecks.AssertFinished(sandbox, sandbox.PathOf($"with-{workers}"), hash);
        return hash;
    }

    /// <summary>Freezes one worker after the other, each for far less than its heartbeat.</summary>
    private static async Task SlowAsync(Sandbox sandbox, HyperSearchProgram program, int workers)
    {
        var luck = new RandomStream(Seed, StreamPurpose.Retrain, workers);
        while (!program.HasEnded)
        {
            if (sandbox.Workers is { Count: > 0 } alive)
            {
                LinuxProcess slowed = alive[luck.NextBelow(alive.Count)];
                slowed.Freeze();
                await Patience.For(TimeSpan.FromMilliseconds(20 + luck.NextBelow(150)));
                slowed.Thaw();
            }

            await Patience.For(TimeSpan.FromMilliseconds(luck.NextBelow(40)));
        }
    }
}
