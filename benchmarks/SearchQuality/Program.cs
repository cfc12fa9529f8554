using System.Text.Json;
using HyperSearch.Benchmarks.SearchQuality;
using HyperSearch.Search.Tuners;

// run TUNER OUT [IN_FLIGHT] [SEEDS] [FUNCTIONS] [FIRST_SEED] | summary YARDSTICK FILE... | bootstrap OURS PEERS | found FILE... | cost TUNER... | check
// TUNER is a word or the object of a study file, such as {"type":"tpe","startTrials":5}.
switch (args)
{
    case ["check"]:
        foreach (TestFunction f in TestFunction.All)
        {
            double[] x = [.. f.Space.Ranges.Select((r, i) => f.Space.Dimensions[i] is HyperSearch.Search.Spaces.NumericDimension { Scale: HyperSearch.Search.Spaces.Scale.Log } ? 3e-3 : r.Min + (0.3 * (r.Max - r.Min)))];
            Console.WriteLine($"{f.Name} {f.Value(x):R} {f.Observe(x, 3, 7):R}");
        }

        break;
    case ["run", var tuner, var path, ..]:
        (string type, TunerOptions options) = Read(tuner);
        string[] names = args.Length > 5 && args[5] != "all" ? (args[5] == "planted" ? [.. TestFunction.Planted.Select(f => f.Name)] : args[5].Split(',')) : [.. TestFunction.All.Select(f => f.Name)];
        int seeds = args.Length > 4 ? int.Parse(args[4]) : 20, first = args.Length > 6 ? int.Parse(args[6]) : 0;
        bool isNew = !File.Exists(path);
        using (var rows = new StreamWriter(path, append: true) { AutoFlush = true })
        {
            if (isNew)
            {
                rows.WriteLine("function,sampler,version,in_flight,seed,trials,ask_cpu_ms,tell_cpu_ms,regret_20,regret_50,regret_100");
            }

            for (int seed = first; seed < first + seeds; seed++)
            {
                foreach (TestFunction function in TestFunction.All.Concat(TestFunction.Planted).Where(f => names.Contains(f.Name)))
                {
                    rows.WriteLine(QualityRun.Play(type, options, function, seed, 100, args.Length > 3 ? int.Parse(args[3]) : 1));
                }
            }
        }

        break;
    case ["summary", ..]:
        Summary.Write(args[1..]);
        break;
    case ["bootstrap", var own, var peer]:
        Bootstrap.Write(own, peer);
        break;
    case ["found", ..]:
        Summary.WriteFound(args[1..]);
        break;
    case ["cost", ..]:
        Console.WriteLine("| tuner | 100 | 1000 | 10000 |\n|---|---|---|---|");
        foreach (string name in args[1..])
        {
            ProposalCost.Write(name, Read(name).Options);
        }

        break;
    default:
        Console.Error.WriteLine("run TUNER OUT [IN_FLIGHT] [SEEDS] [FUNCTIONS] [FIRST_SEED] | summary YARDSTICK FILE... | bootstrap OURS PEERS | found FILE... | cost TUNER... | check");
        return 2;
}

return 0;

static (string Type, TunerOptions Options) Read(string tuner)
{
    if (Competitor.Find(tuner) is { } competitor)
    {
        return (tuner, competitor);
    }

    string text = tuner.StartsWith('{') ? tuner : $$"""{"type":"{{tuner}}"}""";
    return (JsonDocument.Parse(text).RootElement.GetProperty("type").GetString()!, JsonSerializer.Deserialize<TunerOptions>(text, JsonSerializerOptions.Web)!);
}
