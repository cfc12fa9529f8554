using System.Text.Json;
using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tests.Tuners;

/// <summary>Spaces of every kind, drawn from a seed.</summary>
internal static class RandomSpaces
{
    public static Space Draw(int seed)
    {
        var draws = new RandomStream((ulong)seed, StreamPurpose.Retrain);
        bool isFinite = draws.NextBelow(3) == 0;
        var dimensions = new List<Dimension>();
        for (int d = 0; d <= draws.NextBelow(4); d++)
        {
            Dimension dimension = draws.NextBelow(3) == 0 ? Choice($"d{d}", draws) : Number($"d{d}", isFinite, draws);
            ChoiceDimension[] parents = [.. dimensions.OfType<ChoiceDimension>()];
            if (parents.Length > 0 && draws.NextBelow(2) == 0)
            {
                ChoiceDimension parent = parents[draws.NextBelow(parents.Length)];
                dimension = dimension with { When = [new Condition(parent.Path, [parent.Choices[draws.NextBelow(parent.Choices.Count)]])] };
            }

            dimensions.Add(dimension);
        }

        return new Space(dimensions);
    }

    /// <summary>How many parameter sets a space has; null where it is infinite or they are too many to try.</summary>
    public static int? CountOf(Space space, int most) => Lattice.Of(space)?.From(0).Take(most + 1).Count() is { } count && count <= most ? count : null;

    private static ChoiceDimension Choice(string path, RandomStream draws) =>
        new(path, [.. Enumerable.Range(0, 1 + draws.NextBelow(4)).Select(c => JsonSerializer.SerializeToElement($"c{c}"))]);

    private static NumericDimension Number(string path, bool isFinite, RandomStream draws)
    {
        var scale = (Scale)draws.NextBelow(3);
        if (scale == Scale.ReverseLog)
        {
            return isFinite
                ? new NumericDimension(path, 0.5, 0.9) { Scale = scale, Step = 0.1 }
                : new NumericDimension(path, 0.5, 0.999) { Scale = scale, Limits = new SearchRange(0.1, 0.9999) };
        }

        if (isFinite || draws.NextBelow(3) == 0)
        {
            int min = 1 + draws.NextBelow(5), count = draws.NextBelow(7);
            return draws.NextBelow(2) == 0
                ? new NumericDimension(path, min, min + count) { Scale = scale, Integer = true }
                : new NumericDimension(path, min, min + (0.25 * count)) { Scale = scale, Step = 0.25 };
        }

        return new NumericDimension(path, 1e-4, 1) { Scale = scale, Limits = draws.NextBelow(2) == 0 ? new SearchRange(1e-6, 100) : null };
    }
}
