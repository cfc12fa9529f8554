using System.Globalization;
using System.Security.Cryptography;
using HyperSearch.Numerics;
using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>
/// kill -9 at random moments. By hand with more kills, or the seed of an earlier run:
/// <c>HYPERSEARCH_KILLS=30 HYPERSEARCH_KILL_SEED=1 dotnet test tests/Cli.Tests --filter KillTests --logger "console;verbosity=detailed"</c>.
/// </summary>
public sealed class KillTests(ITestOutputHelper output, LongStudy undisturbed) : IDisposable
{
    private const int MostKillsOfOneStudy = 3;
    private static readonly TimeSpan LongestOrphan = TimeSpan.FromSeconds(5), LongestWait = TimeSpan.FromSeconds(30);
    private static readonly int Kills = Setting("HYPERSEARCH_KILLS") ?? 6;
    private readonly Sandbox sandbox = new();
    private readonly Dictionary<Victim, int> done = [];
    private TimeSpan slowestEnd;

    private enum Victim
    {
        Coordinator,
        Worker,
        Both,
    }

    [Fact]
    public async Task After_kill_9_of_coordinator_worker_or_both_the_study_ends_as_if_nothing_had_happened()
    {
        int seed = Setting("HYPERSEARCH_KILL_SEED") ?? RandomNumberGenerator.GetInt32(1_000_000);
        output.WriteLine($"HYPERSEARCH_KILL_SEED={seed}");
        sandbox.Write("study.json", SmallStudies.LongText());
        var luck = new RandomStream((ulong)seed, StreamPurpose.Retrain);
        for (int study = 0; done.Values.Sum() < Kills; study++)
        {
            await DisturbAsync(sandbox.PathOf($"study-{study}"), luck);
            StudyChecks.AssertFinished(sandbox, sandbox.PathOf($"study-{study}"), undisturbed.Hash, $"(study {study}, seed {seed})");
        }

        output.WriteLine($"kills: {string.Join(", ", done.Select(d => $"{d.Key} {d.Value}"))}; the last process of a dead coordinator ended after at most {slowestEnd.TotalMilliseconds:0} ms");
    }

    public void Dispose() => sandbox.Dispose();

    /// <summary>Runs a study to its end, with up to three kills at random lengths of its journal.</summary>
    private async Task DisturbAsync(string folder, RandomStream luck)
    {
        int length = (int)JournalLength(undisturbed.Folder);
        int[] moments = [.. Enumerable.Range(0, 1 + luck.NextBelow(MostKillsOfOneStudy)).Select(_ => luck.NextBelow(length)).Order()];
        string workers = $"{1 + luck.NextBelow(3)}";
        HyperSearchProgram program = sandbox.Start("run", "study.json", "--out", folder, "--workers", workers);
        try
        {
            foreach (int moment in moments.Take(Kills - done.Values.Sum()))
            {
                await Patience.Until(() => program.HasEnded || JournalLength(folder) >= moment, LongestWait, $"{moment} bytes in the journal of {folder}");
                await Patience.For(TimeSpan.FromMilliseconds(luck.NextBelow(50)));
                if (program.HasEnded)
                {
                    break;
                }

                if (await KillAsync((Victim)luck.NextBelow(3), program, luck) != Victim.Worker)
                {
                    await AssertInterruptedAsync(folder);
                    program.Dispose();
                    program = sandbox.Start("run", "study.json", "--out", folder, "--workers", workers);
                }
            }

            ProgramEnd end = await program.EndAsync();
            Assert.True(end.ExitCode == 0, end.ToString());
        }
        finally
        {
            program.Dispose();
        }
    }

    private async Task<Victim> KillAsync(Victim victim, HyperSearchProgram program, RandomStream luck)
    {
        if (victim == Victim.Worker)
        {
            await Patience.Until(() => program.HasEnded || sandbox.Workers.Count > 0, LongestWait, "a worker");
        }

        IReadOnlyList<LinuxProcess> workers = sandbox.Workers;
        foreach (LinuxProcess worker in victim == Victim.Coordinator || workers.Count == 0 ? [] : workers.Skip(luck.NextBelow(workers.Count)))
        {
            worker.Kill();
        }

        if (victim != Victim.Worker)
        {
            program.Process.Kill();
        }

        done[victim] = done.GetValueOrDefault(victim) + 1;
        return victim;
    }

    private async Task AssertInterruptedAsync(string folder)
    {
        TimeSpan took = await Patience.Until(() => sandbox.Processes.Count == 0, LongestOrphan, "no process is left of a dead coordinator");
        slowestEnd = took > slowestEnd ? took : slowestEnd;
        if (Sandbox.Journal(folder) is [.., var last])
        {
            // A kill may come between the last record and the end of the process.
            Assert.Equal(last is StudyFinished ? "finished" : "interrupted", (await sandbox.Status(folder))["state"]!.GetValue<string>());
        }
    }

    private static long JournalLength(string folder) => new FileInfo(Path.Combine(folder, "journal.jsonl")) is { Exists: true } journal ? journal.Length : 0;

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
