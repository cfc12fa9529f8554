using System.Collections.Concurrent;
using System.Globalization;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>
/// Thousands of studies in storms of faults. One seed again: <c>HYPERSEARCH_SIMULATION_SEED=123 dotnet test tests/Search.Tests --filter SimulationTests</c>; more of them:
/// <c>HYPERSEARCH_SIMULATION_SEEDS=1000000</c>; with both, that many from that one on. Without either: 10,000 with <c>CI</c> set, 2,000 else.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void In_every_storm_a_study_comes_to_its_end_with_the_hash_of_calm_weather_and_nothing_acknowledged_is_lost()
    {
        var happenings = new ConcurrentDictionary<string, long>();
        var failures = new ConcurrentDictionary<ulong, Exception>();
        Parallel.ForEach(Seeds(), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, loop) =>
        {
            try
            {
                foreach ((string what, int count) in SimulatedStudies.RunOne(seed).Happenings)
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

    private static IEnumerable<ulong> Seeds()
    {
        ulong? first = Setting("HYPERSEARCH_SIMULATION_SEED");
        ulong count = Setting("HYPERSEARCH_SIMULATION_SEEDS") ?? (first is not null ? 1UL : IsCI ? 10_000UL : 2_000);
        return Enumerable.Range(0, (int)count).Select(i => (first ?? 0) + (ulong)i);
    }

    private static bool IsCI => Environment.GetEnvironmentVariable("CI") is { Length: > 0 };

    private static ulong? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : null;
}
