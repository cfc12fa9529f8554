using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

/// <summary>
/// What every tuner must keep: a study of some trials is played with it on a space, in which trials end out of order, some diverge or fail, some never end,
/// and what it proposes is looked at.
/// </summary>
internal static class TunerContract
{
    public const int Trials = 40;

    /// <summary>What is wrong with a tuner on a space; null: nothing.</summary>
    public static string? Breach(Func<Space, ITuner> make, Space space, int seed)
    {
        ITuner tuner = make(space);
        var luck = new RandomStream((ulong)seed, StreamPurpose.Split);
        var proposed = new List<ParameterSet>();
        var ended = new List<KnownTrial>();
        var pending = new List<int>();
        List<Round> rounds = [new Round(0, 0, 0, space.Ranges, [])];
        int? size = RandomSpaces.CountOf(space, Trials);
        for (int trial = 0; trial < Trials; trial++)
        {
            Knowledge Known() => new(space, (ulong)seed, trial, [.. ended], [.. pending.Select(p => proposed[p])], proposed.ToHashSet(), [.. rounds]);
            Proposal proposal = tuner.Propose(Known()), again = tuner.Propose(Known()), fresh = make(space).Propose(Known());
            if (!Same(proposal, again) || !Same(proposal, fresh))
            {
                return $"trial {trial}: {proposal.Parameters}, and from the same knowledge {again.Parameters} or {fresh.Parameters}";
            }

            if (Illegal(space, (proposal.NewRound ?? rounds[^1]).Ranges, proposal.Parameters) is { } illegal)
            {
                return $"trial {trial}: {proposal.Parameters}: {illegal}";
            }

            if (proposed.Contains(proposal.Parameters) && !(size <= trial))
            {
                return $"trial {trial}: {proposal.Parameters} was proposed before, of {size?.ToString() ?? "endless"} parameter sets";
            }

            if (proposal.NewRound is { } round)
            {
                rounds.Add(round);
            }

            proposed.Add(proposal.Parameters);
            pending.Add(trial);
            while (pending.Count > 0 && luck.NextBelow(3) != 0)
            {
                int i = luck.NextBelow(Math.Min(4, pending.Count)), number = pending[i];
                pending.RemoveAt(i);
                Outcome outcome = luck.NextBelow(3) == 0 ? (Outcome)luck.NextBelow(4) : Outcome.Completed;
                ended.Add(new KnownTrial(number, proposed[number], outcome, outcome == Outcome.Completed ? luck.NextGaussian() : double.PositiveInfinity, 1 + luck.NextBelow(1000)) { KnownFrom = trial + 1 });
            }
        }

        return size is { } count && proposed.Distinct().Count() < Math.Min(count, Trials) ? $"only {proposed.Distinct().Count()} of {count} parameter sets were proposed" : null;
    }

    private static bool Same(Proposal a, Proposal b) => a.Parameters.Equals(b.Parameters) && a.NewRound?.Number == b.NewRound?.Number
        && (a.NewRound?.Moves ?? []).SequenceEqual(b.NewRound?.Moves ?? []);

    private static string? Illegal(Space space, IReadOnlyList<SearchRange> ranges, ParameterSet parameters)
    {
        for (int d = 0; d < space.Dimensions.Count; d++)
        {
            Dimension dimension = space.Dimensions[d];
            bool isDue = dimension.When.All(c => space.Dimensions.Index().First(p => p.Item.Path == c.Path) is var parent && parameters.IsActive(parent.Index)
                && c.Values.Any(v => v.GetString() == (string?)parameters.ValueOf(parent.Index)!));
            if (isDue != parameters.IsActive(d))
            {
                return $"{dimension.Path} is {(isDue ? "in" : "")}active";
            }

            if (isDue && dimension is NumericDimension numeric && Wrong(numeric, ranges[d], parameters[d]) is { } wrong)
            {
                return $"{dimension.Path} {wrong}";
            }
        }

        return null;
    }

    private static string? Wrong(NumericDimension dimension, SearchRange range, double value)
    {
        SearchRange widest = dimension.Limits ?? dimension.Range;
        if (!widest.Contains(value))
        {
            return $"is outside {widest}";
        }

        // A finite space that is used up inside the range goes on beside it.
        if (!range.Contains(value) && dimension.EffectiveStep is null)
        {
            return $"is outside {range}";
        }

        double steps = (value - dimension.Min) / (dimension.EffectiveStep ?? 1);
        return dimension.EffectiveStep is not null && Math.Abs(steps - Math.Round(steps)) > 1e-6 ? "is on no step" : null;
    }
}
