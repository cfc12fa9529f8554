using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Benchmarks.SearchQuality;

/// <summary>Random search in a space's limits, or in its ranges where it has none.</summary>
internal sealed class LimitsTuner(Space space) : ITuner
{
    private readonly SearchRange[] limits = LimitsOf(space);

    public static SearchRange[] LimitsOf(Space space) => [.. space.Dimensions.Cast<NumericDimension>().Select(d => d.Limits ?? d.Range)];

    /// <summary>A uniform draw from a box that is given in parts of the limits.</summary>
    public static ParameterSet Draw(Space space, SearchRange[] limits, double[] low, double[] high, RandomStream draws) =>
        space.Decode([.. low.Select((l, d) => l + (draws.NextUnit() * (high[d] - l)))], limits);

    public Proposal Propose(Knowledge known) => new(Draw(space, limits, new double[limits.Length], [.. limits.Select(_ => 1.0)], known.Draws()));
}
