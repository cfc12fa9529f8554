using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

/// <summary>Studies of a formula, one trial after the other.</summary>
internal static class Cases
{
    /// <summary>The losses of trials that a tuner proposed one by one, each knowing all before it.</summary>
    public static (List<KnownTrial> Trials, List<Round> Rounds) Play(ITuner tuner, Space space, ulong seed, int trials, Func<ParameterSet, double> loss, int lag = 0, Func<ParameterSet, double>? cost = null)
    {
        List<Round> rounds = [new Round(0, 0, 0, space.Ranges, [])];
        var all = new List<KnownTrial>();
        for (int k = 0; k < trials; k++)
        {
            int ended = Math.Max(0, k - lag);
            var known = new Knowledge(space, seed, k, all[..ended], [.. all[ended..].Select(t => t.Parameters)], all.Select(t => t.Parameters).ToHashSet(), rounds);
            Proposal proposal = tuner.Propose(known);
            if (proposal.NewRound is { } round)
            {
                rounds.Add(round);
            }

            double value = loss(proposal.Parameters);
            all.Add(new KnownTrial(k, proposal.Parameters, double.IsFinite(value) ? Outcome.Completed : Outcome.Diverged, double.IsFinite(value) ? value : double.PositiveInfinity, cost?.Invoke(proposal.Parameters) ?? 1));
        }

        return (all, rounds);
    }

    public static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2 : 0;
}
