using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Benchmarks.SearchQuality;

/// <summary>CPU milliseconds of a proposal on top of a history of 100, 1,000 and 10,000 random trials of Branin's function.</summary>
internal static class ProposalCost
{
    private const int Warm = 30, Measured = 10;

    public static void Write(string name, TunerOptions options)
    {
        TestFunction function = TestFunction.All.Single(f => f.Name == "branin");
        Space space = function.Space;
        RandomTuner random = new();
        List<KnownTrial> ended = [];
        HashSet<ParameterSet> proposed = [];
        List<string> cells = [];
        foreach (int history in (int[])[100, 1_000, 10_000])
        {
            List<Round> rounds = [new Round(0, 0, 0, space.Ranges, [])];
            while (ended.Count < history)
            {
                ParameterSet p = random.Propose(new Knowledge(space, 1, ended.Count, ended, [], proposed, rounds)).Parameters;
                proposed.Add(p);
                ended.Add(new KnownTrial(ended.Count, p, Outcome.Completed, function.Value([p[0], p[1]])));
            }

            ITuner tuner = TunerCatalog.Create(new StudyDefinition
            {
                Name = name,
                Seed = 1,
                Objective = new ObjectiveOptions { Direction = Direction.Minimize },
                Space = space,
                Search = new SearchOptions { Tuner = options, Trials = history },
                Trainer = new JsonObject(),
            });
            double begin = 0;
            for (int i = 0; i < Warm + Measured; i++)
            {
                begin = i == Warm ? CpuClock.Seconds : begin;
                tuner.Propose(new Knowledge(space, 1, history + i, ended, [], proposed, rounds));
            }

            cells.Add(((CpuClock.Seconds - begin) * 1000 / Measured).ToString("0.000", CultureInfo.InvariantCulture));
        }

        Console.WriteLine($"| {name} | {string.Join(" | ", cells)} |");
    }
}
