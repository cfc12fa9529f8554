using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Random search in ranges that move from round to round (<see cref="RangeRule"/>). Prior art: sequential domain reduction (Stander and Craig,
/// "On the robustness of a simple domain reduction scheme", Eng. Comput. 19, 2002) and focus search (mlrMBO, arXiv:1703.03373).
/// A round begins at the first trial that knows as many newly ended trials as a round has: no barrier. A proposal costs one number a dimension.
/// </summary>
public sealed class NarrowingTuner : ITuner
{
    private readonly int roundSize;

    /// <summary>A tuner of a study that was started with <paramref name="trials"/> trials; an extension adds rounds of the same size.</summary>
    public NarrowingTuner(NarrowingTunerOptions options, int trials) => roundSize = (trials + options.Rounds - 1) / options.Rounds;

    /// <inheritdoc />
    public Proposal Propose(Knowledge known)
    {
        Round last = known.Rounds[^1];
        Round? next = known.Ended.Count - last.Ended >= roundSize ? Begin(known, last) : null;
        IReadOnlyList<SearchRange> ranges = (next ?? last).Ranges;
        return new Proposal(DistinctProposal.Find(known, i => UniformDraw.From(known.Space, ranges, known.Draws(i))), next);
    }

    private static Round Begin(Knowledge known, Round last)
    {
        IReadOnlyList<Dimension> dimensions = known.Space.Dimensions;
        KnownTrial[] inside = [.. known.Ended.Where(t => Enumerable.Range(0, dimensions.Count).All(d =>
            dimensions[d] is not NumericDimension || !t.Parameters.IsActive(d) || last.Ranges[d].Contains(t.Parameters[d])))];

        SearchRange[] ranges = [.. last.Ranges];
        var moves = new List<RangeMove>();
        for (int d = 0; d < dimensions.Count; d++)
        {
            if (dimensions[d] is NumericDimension numeric)
            {
                (ranges[d], string why) = RangeRule.Next(numeric, last.Ranges[d], [.. inside.Where(t => t.Parameters.IsActive(d)).Select(t => (t, t.Parameters[d]))]);
                moves.Add(new RangeMove(d, ranges[d], why));
            }
        }

        return new Round(last.Number + 1, known.Trial, known.Ended.Count, ranges, moves);
    }
}
