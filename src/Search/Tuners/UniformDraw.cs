using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>Draws from a box of ranges, each dimension uniformly on its scale.</summary>
public static class UniformDraw
{
    /// <summary>One number for every dimension, active or not, so that a draw does not shift the ones after it.</summary>
    public static ParameterSet From(Space space, IReadOnlyList<SearchRange> ranges, RandomStream draws)
    {
        double[] unit = new double[space.Dimensions.Count];
        for (int d = 0; d < unit.Length; d++)
        {
            unit[d] = draws.NextUnit();
        }

        return space.Decode(unit, [.. ranges]);
    }
}
