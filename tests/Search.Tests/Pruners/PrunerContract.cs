using System.Text.Json;
using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Tests.Pruners;

/// <summary>
/// What every pruner must keep: trials of which some diverge, fail or are stopped, some curves are noise, flat, infinite or not there yet. Its rules are looked at on such curves, as
/// the coordinator has them and as a worker gets them.
/// </summary>
internal static class PrunerContract
{
    public const int Trials = 30, Epochs = 12;

    /// <summary>What is wrong with a pruner; null: nothing.</summary>
    public static string? Breach(Func<IPruner> make, int seed, bool mayStopAll = false)
    {
        var luck = new RandomStream((ulong)seed, StreamPurpose.Split);
        var objective = new ObjectiveOptions { Metric = "m", Direction = seed % 2 == 0 ? Direction.Maximize : Direction.Minimize, At = seed % 3 == 0 ? ObjectiveEpoch.Best : ObjectiveEpoch.Last };
        IPruner pruner = make();
        LossCurve[] drawn = [.. Enumerable.Range(0, Trials).Select(_ => Draw(objective, luck))];
        int stopped = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            (int Count, Outcome? Outcome)[] known = [.. drawn.Take(trial).Select(c => Known(c, luck))];
            PrunerKnowledge With(int unseen) => new(
                trial, Epochs, [.. known.Select((k, j) => new KnownCurve(j, Epochs, [.. drawn[j].Losses.Take(k.Count), .. Enumerable.Repeat((double)unseen, Epochs - k.Count)], k.Count, k.Outcome))]);
            string?[] reasons = Reasons(pruner.RuleFor(With(0)), drawn[trial], objective);
            stopped += reasons.Any(r => r is not null) ? 1 : 0;
            foreach ((string what, PrunerRule? rule) in (IEnumerable<(string, PrunerRule?)>)
            [
                ("asked again", pruner.RuleFor(With(0))), ("a new one", make().RuleFor(With(0))), ("with other values where none are known", pruner.RuleFor(With(-1000))),
                ("as a worker reads it", Sent(pruner.RuleFor(With(0)))),
            ])
            {
                if (!reasons.SequenceEqual(Reasons(rule, drawn[trial], objective)))
                {
                    return $"trial {trial}, {what}: {string.Join("; ", Reasons(rule, drawn[trial], objective))} instead of {string.Join("; ", reasons)}";
                }
            }

            if (reasons.Any(r => r is not null && (r.Contains("NaN", StringComparison.Ordinal) || !r.StartsWith("pruned at epoch ", StringComparison.Ordinal))))
            {
                return $"trial {trial}: {string.Join("; ", reasons)}";
            }
        }

        return stopped == Trials && !mayStopAll ? "nothing was ever trained to its end" : null;
    }

    private static PrunerRule? Sent(PrunerRule? rule) => JsonSerializer.Deserialize<PrunerRule?>(JsonSerializer.Serialize(rule, Wire), Wire);

    private static JsonSerializerOptions Wire { get; } = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>What the rule says after each epoch but the last.</summary>
    private static string?[] Reasons(PrunerRule? rule, LossCurve curve, ObjectiveOptions objective)
    {
        var own = new LossCurve(objective);
        var reasons = new List<string?>();
        foreach (double loss in curve.Losses.Take(Epochs - 1))
        {
            own.Add(curve.ValueOf(loss));
            reasons.Add(rule?.ReasonToStop(own));
        }

        return [.. reasons];
    }

    private static LossCurve Draw(ObjectiveOptions objective, RandomStream luck)
    {
        var curve = new LossCurve(objective);
        int kind = luck.NextBelow(5), better = objective.Direction == Direction.Maximize ? 1 : -1;
        double end = luck.NextUnit(), tau = 1 + (10 * luck.NextUnit());
        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            double wild = luck.NextBelow(4) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => double.NegativeInfinity, _ => 1e300 };
            curve.Add(kind == 0 && luck.NextBelow(4) == 0 ? wild : kind == 1 ? 0.5 : better * ((end * epoch / (epoch + tau)) + (0.02 * luck.NextGaussian())));
        }

        return curve;
    }

    private static (int Count, Outcome? Outcome) Known(LossCurve curve, RandomStream luck) => luck.NextBelow(6) switch
    {
        0 => (luck.NextBelow(Epochs + 1), null),
        1 => (luck.NextBelow(Epochs), Outcome.Failed),
        2 => (1 + luck.NextBelow(Epochs), Outcome.Diverged),
        3 => (1 + luck.NextBelow(Epochs - 1), Outcome.Pruned),
        _ => (curve.Losses.Count, Outcome.Completed),
    };
}
