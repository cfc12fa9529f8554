using System.Globalization;
using System.Security.Cryptography;
using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Tests;

/// <summary>
/// kill -9, again and again, each time as soon as the journal has grown to a random length: so between any two records, in the midst of one, and while processes start and end.
/// By hand with more kills, or the seed of an earlier run:
/// <c>HYPERSEARCH_KILLS=1000 HYPERSEARCH_KILL_SEED=1 dotnet test tests/Cli.Tests --filter KillTests --logger "console;verbosity=detailed"</c>.
/// </summary>
public sealed class KillTests(ITestOutputHelper output, TrialsToKill undisturbed) : IDisposable
{
    private const int MostKillsOfOneStudy = 50, KillsInCI = 50, UsualKills = 15;
    private static readonly TimeSpan LongestOrphan = TimeSpan.FromSeconds(15), LongestWait = TimeSpan.FromSeconds(60);
    private static readonly int Kills = Setting("HYPERSEARCH_KILLS") ?? (Checkout.IsCi ? KillsInCI : UsualKills);
    private readonly Sandbox sandbox = new();
    private readonly Dictionary<Victim, int> done = [];
    private TimeSpan slowestEnd;
    private int studies, gaveUp;

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
        sandbox.Write("study.json", TrialsToKill.Text);
        var luck = new RandomStream((ulong)seed, StreamPurpose.Retrain);
        for (; done.Values.Sum() < Kills; studies++)
        {
            string folder = sandbox.PathOf($"study-{studies}");
            await DisturbAsync(folder, luck);
            StudyChecks.AssertFinished(sandbox, folder, undisturbed.Hash, $"(study {studies}, seed {seed})");
            Directory.Delete(folder, recursive: true);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{studies + 1} studies, {done.Values.Sum()} kills: {string.Join(", ", done.OrderBy(d => d.Key).Select(d => $"{d.Key} {d.Value}"))}; ")
                + string.Create(CultureInfo.InvariantCulture, $"the last process of a dead coordinator ended after at most {slowestEnd.TotalMilliseconds:0} ms; runs that gave up on workers killed as they started: {gaveUp}"));
        }
    }

    public void Dispose() => sandbox.Dispose();

    /// <summary>Runs a study to its end, with kills at random lengths of its journal.</summary>
    private async Task DisturbAsync(string folder, RandomStream luck)
    {
        int length = (int)new FileInfo(JournalOf(undisturbed.Folder)).Length;
        int kills = Math.Min(MostKillsOfOneStudy, Kills - done.Values.Sum());
        byte[] kept = [];
        HyperSearchProgram program = Start(folder, luck);
        try
        {
            foreach (int moment in Enumerable.Range(0, kills).Select(_ => luck.NextBelow(length)).Order())
            {
                await Patience.Until(() => program.HasEnded || LengthOf(folder) >= moment, LongestWait, $"{moment} bytes in the journal of {folder}");
                if (program.HasEnded && (await program.EndAsync()).ExitCode == 0)
                {
                    break;
                }

                if (program.HasEnded)
                {
                    await AssertGaveUpAsync(program);
                }
                else if (await KillAsync((Victim)luck.NextBelow(3), program, luck) == Victim.Worker)
                {
                    continue;
                }

                kept = await AssertInterruptedAsync(program, folder, kept);
                program.Dispose();
                program = Start(folder, luck);
            }

            for (ProgramEnd end = await program.EndAsync(); end.ExitCode != 0; end = await program.EndAsync())
            {
                await AssertGaveUpAsync(program);
                program.Dispose();
                program = Start(folder, luck);
            }

            AssertKept(kept, await File.ReadAllBytesAsync(JournalOf(folder)));
        }
        finally
        {
            program.Dispose();
        }
    }

    private HyperSearchProgram Start(string folder, RandomStream luck) => sandbox.Start("run", "study.json", "--out", folder, "--workers", $"{1 + luck.NextBelow(3)}");

    /// <summary>Kills, and says who died: where no worker had been started yet, not both.</summary>
    private async Task<Victim> KillAsync(Victim victim, HyperSearchProgram program, RandomStream luck)
    {
        if (victim == Victim.Worker)
        {
            await Patience.Until(() => program.HasEnded || sandbox.Workers.Count > 0, LongestWait, "a worker");
        }

        IReadOnlyList<LinuxProcess> workers = victim == Victim.Coordinator ? [] : sandbox.Workers;
        foreach (LinuxProcess worker in workers.Skip(luck.NextBelow(Math.Max(1, workers.Count))))
        {
            worker.Kill();
        }

        if (victim != Victim.Worker)
        {
            program.Process.Kill();
        }

        victim = victim == Victim.Both && workers.Count == 0 ? Victim.Coordinator : victim;
        done[victim] = done.GetValueOrDefault(victim) + 1;
        return victim;
    }

    /// <summary>A run whose workers are killed three times in a row before they ask for work takes them for unfit, says so, and can be run again.</summary>
    private async Task AssertGaveUpAsync(HyperSearchProgram program)
    {
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 1 && end.Errors.Contains("Workers end as soon as they start", StringComparison.Ordinal), end.ToString());
        gaveUp++;
    }

    /// <summary>Nothing runs any more, the folder says so, and every record that was written is still there.</summary>
    /// <returns>The whole records that are in the journal.</returns>
    private async Task<byte[]> AssertInterruptedAsync(HyperSearchProgram program, string folder, byte[] keptBefore)
    {
        // A killed process loses its memory, and with it the mark that it is known by, a moment before it is dead.
        TimeSpan took = await Patience.Until(() => program.HasEnded && sandbox.Processes.Count == 0, LongestOrphan, "no process is left of a dead coordinator");
        slowestEnd = took > slowestEnd ? took : slowestEnd;
        if (Sandbox.Journal(folder).Count == 0)
        {
            return []; // it died before its first record
        }

        StudyReading study = new StudyFolder(folder).Read(Trainers.Port);
        StudyStatus status = StudyStatus.Of(study.State, FolderLock.IsHeld(folder, TimeProvider.System));
        Assert.Equal(study.State.FinishedHash is null ? "interrupted" : "finished", status.State);
        byte[] kept = (await File.ReadAllBytesAsync(JournalOf(folder)))[..(int)study.Journal.End];
        AssertKept(keptBefore, kept);
        return kept;
    }

    private static void AssertKept(byte[] before, byte[] now) => Assert.True(now.AsSpan().StartsWith(before), "a record that had been written is gone");

    private static string JournalOf(string folder) => Path.Combine(folder, "journal.jsonl");

    private static long LengthOf(string folder) => new FileInfo(JournalOf(folder)) is { Exists: true } journal ? journal.Length : 0;

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
