using System.Collections.Concurrent;
using System.Globalization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tests.Coordination;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>
/// Thousands of studies in storms of faults. One seed again: <c>HYPERSEARCH_SIMULATION_SEED=123 dotnet test tests/Search.Tests --filter SimulationTests</c>; more of them:
/// <c>HYPERSEARCH_SIMULATION_SEEDS=1000000</c>. Without either: 10,000 with <c>CI</c> set, 2,000 else.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const string Narrowing = """{ "type": "narrowing", "rounds": 2 }""", Random = """{ "type": "random" }""";
    private const string Confirm = """{ "top": 2, "seeds": 2 }""";
    private static readonly SimulatedStudy[] Studies =
    [
        new(ToyStudies.Read(Narrowing, 8, v: 3, epochs: 3, confirm: Confirm)),
        new(ToyStudies.Read(Random, 6, v: 4, epochs: 4, attempts: 2), Brittle: true),
        new(ToyStudies.Read("""{ "type": "tpe", "startTrials": 3 }""", 9, v: 2, epochs: 3, confirm: Confirm, search: "\"target\": 0.74"), History: KnownAlreadyTests.History),
        new(ToyStudies.Read("""{ "type": "grid", "points": 2 }""", 6, v: 3, epochs: 4, pruner: """{ "type": "asha", "factor": 2 }""")),
        new(ToyStudies.Read(Random, 8, v: 2, epochs: 4, pruner: """{ "type": "median", "startTrials": 2 }""", confirm: Confirm), Brittle: true),
        new(ToyStudies.Read(Narrowing, 6, v: 1, epochs: 5, attempts: 1, pruner: """{ "type": "patience", "epochs": 2, "minDelta": 0.05 }""")),
        new(ToyStudies.Read("""{ "type": "auto" }""", 5, v: 2, epochs: 3)),
    ];

    [Fact]
    public void In_every_storm_a_study_comes_to_its_end_with_the_hash_of_calm_weather_and_nothing_acknowledged_is_lost()
    {
        var happenings = new ConcurrentDictionary<string, long>();
        var failures = new ConcurrentDictionary<ulong, Exception>();
        Parallel.ForEach(Seeds(), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, loop) =>
        {
            try
            {
                foreach ((string what, int count) in RunOne(seed).Happenings)
                {
                    happenings.AddOrUpdate(what, count, (_, before) => before + count);
                }
            }
            catch (Exception e)
            {
                failures[seed] = e;
                loop.Stop();
            }
        });
        output.WriteLine(string.Join(", ", happenings.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key} {h.Value}")));
        Assert.True(failures.IsEmpty, string.Join("\n", failures.OrderBy(f => f.Key).Select(f => $"HYPERSEARCH_SIMULATION_SEED={f.Key}: {f.Value}")));
    }

    [Fact]
    public void A_disk_that_only_pretends_to_flush_is_found_out()
    {
        int found = Enumerable.Range(0, 100).Count(seed =>
        {
            try
            {
                RunOne((ulong)seed, pretendsToFlush: true);
                return false;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                return true;
            }
        });
        Assert.True(found >= 10, $"only {found} of 100 storms did");
    }

    private static IEnumerable<ulong> Seeds() => Setting("HYPERSEARCH_SIMULATION_SEED") is { } one
        ? [one]
        : Enumerable.Range(0, (int)(Setting("HYPERSEARCH_SIMULATION_SEEDS") ?? (IsCI ? 10_000UL : 2_000))).Select(seed => (ulong)seed);

    private static bool IsCI => Environment.GetEnvironmentVariable("CI") is { Length: > 0 };

    private static ulong? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : null;

    private static ClusterSimulation RunOne(ulong seed, bool pretendsToFlush = false)
    {
        SimulatedStudy study = Studies[seed % (ulong)Studies.Length];
        ClusterSimulation simulation = ClusterSimulation.Run(study, seed, pretendsToFlush);
        AssertNothingTwice(simulation.Records);
        AssertSame(study.ExpectedOf(simulation), simulation.State);
        return simulation;
    }

    /// <summary>Equal hashes; where they differ, the first trial that does.</summary>
    private static void AssertSame(StudyState expected, StudyState actual)
    {
        foreach ((Trial had, Trial has) in expected.Trials.Zip(actual.Trials))
        {
            Assert.Equal(Describe(had), Describe(has));
        }

        Assert.Equal(expected.FinishedHash, actual.FinishedHash);

        static string Describe(Trial t) => string.Create(CultureInfo.InvariantCulture, $"trial {t.Number} {t.Parameters} at {t.Start}: {t.Work.Outcome} after {t.Work.CountedEpochs} with {t.Work.Value:R}, {t.Work.Digest:x16}");
    }

    private static void AssertNothingTwice(IReadOnlyList<Record> records)
    {
        TrialProposed[] proposed = [.. records.OfType<TrialProposed>()];
        Assert.Equal(Enumerable.Range(0, proposed.Length), proposed.Select(p => p.Trial));
        AssertDistinct(records.OfType<TrialEnded>().Select(r => (r.Trial, r.Repeat)));
        AssertDistinct(records.OfType<EpochReported>().Select(r => (r.Trial, r.Repeat, r.Epoch)));
        AssertDistinct(records.OfType<AttemptStarted>().Select(r => (r.Trial, r.Repeat, r.Attempt)));
        AssertDistinct(records.OfType<AttemptEnded>().Select(r => (r.Trial, r.Repeat, r.Attempt)));
        Assert.Single(records.OfType<StudyFinished>());
    }

    private static void AssertDistinct<T>(IEnumerable<T> things)
    {
        T[] all = [.. things];
        Assert.Equal(all.Distinct().Count(), all.Length);
    }
}
