using System.Text.Json;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Clocks;

/// <summary>A worked case of the virtual clock: see the definition beside the vectors.</summary>
internal sealed record ClockCase(string Name, int V, int[] C, int[] N, ClockTrial[] Trials, ClockMoment[] Moments)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static readonly ClockCase[] All = JsonSerializer.Deserialize<ClockCase[]>(File.ReadAllText(SharedFiles.Find("clock", "vectors.json")), Options)!;
}

internal sealed record ClockTrial(long S, long End, int[] Epochs, int[] Ended);

internal sealed record ClockMoment(int[] Reported, bool[] Over, int Known);
