using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Benchmarks.SearchQuality;

/// <summary>One study of one function: the regret of the incumbent after 20, 50 and 100 told trials, and the CPU time of a proposal.</summary>
internal sealed record QualityRun(string Tuner, int InFlight, string Function, int Seed, double ProposalMilliseconds, double[] Regrets)
{
    public static readonly int[] Checkpoints = [20, 50, 100];

    /// <summary>Plays a study. With N in flight, N trials are proposed before the first is told; then always the oldest is told, and the tuner knows of the running ones.</summary>
    public static QualityRun Play(string name, TunerOptions options, TestFunction function, int seed, int trials, int inFlight)
    {
        Space space = function.Space;
        ITuner tuner = options is Competitor competitor ? competitor.Create(space, trials) : TunerCatalog.Create(new StudyDefinition
        {
            Name = function.Name,
            Seed = (ulong)seed,
            Objective = new ObjectiveOptions { Direction = Direction.Minimize },
            Space = space,
            Search = new SearchOptions { Tuner = options, Trials = trials, MaxConcurrentTrials = inFlight },
            Trainer = new JsonObject(),
        });
        List<Round> rounds = [new Round(0, 0, 0, space.Ranges, [])];
        List<KnownTrial> ended = [];
        List<ParameterSet> asked = [];
        HashSet<ParameterSet> proposed = [];
        List<double> regrets = [];
        double best = double.PositiveInfinity, regret = double.NaN, seconds = 0;
        while (ended.Count < trials)
        {
            while (asked.Count < trials && asked.Count - ended.Count < inFlight)
            {
                var known = new Knowledge(space, (ulong)seed, asked.Count, [.. ended], asked[ended.Count..], proposed, [.. rounds]);
                double begin = CpuClock.Seconds;
                Proposal proposal = tuner.Propose(known);
                seconds += CpuClock.Seconds - begin;
                if (proposal.NewRound is { } round)
                {
                    rounds.Add(round);
                }

                asked.Add(proposal.Parameters);
                proposed.Add(proposal.Parameters);
            }

            int number = ended.Count;
            double[] x = [.. Enumerable.Range(0, space.Dimensions.Count).Select(d => asked[number][d])];
            double y = function.Observe(x, seed, number);
            ended.Add(new KnownTrial(number, asked[number], Outcome.Completed, y));
            if (y < best)
            {
                (best, regret) = (y, function.Value(x) - function.Minimum);
            }

            regrets.Add(regret);
        }

        return new QualityRun(name, inFlight, function.Name, seed, seconds * 1000 / trials, [.. Checkpoints.Select(c => c <= trials ? regrets[c - 1] : double.NaN)]);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Function},{Tuner},own,{InFlight},{Seed},100,{ProposalMilliseconds:0.0000},0,{string.Join(',', Regrets.Select(r => r.ToString("R", CultureInfo.InvariantCulture)))}");

    /// <summary>The runs of a CSV file: function, tuner, version, in flight, seed, trials, two times, regrets.</summary>
    public static IEnumerable<QualityRun> Read(string path) => File.ReadLines(path).Skip(1).Select(line => line.Split(',')).Select(f => new QualityRun(
        f[2] == "own" ? f[1] : $"{f[1]} of {f[2]}", int.Parse(f[3], CultureInfo.InvariantCulture), f[0], int.Parse(f[4], CultureInfo.InvariantCulture), double.Parse(f[6], CultureInfo.InvariantCulture),
        [.. f[8..].Select(v => v.Length == 0 ? double.NaN : double.Parse(v, CultureInfo.InvariantCulture))]));
}
