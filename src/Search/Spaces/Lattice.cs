namespace HyperSearch.Search.Spaces;

/// <summary>The combinations of some values of each dimension, numbered; the last dimension changes fastest.</summary>
internal sealed class Lattice
{
    private readonly Space space;
    private readonly double[][] values;

    private Lattice(Space space, double[][] values)
    {
        this.space = space;
        this.values = values;
    }

    /// <summary>How many combinations there are, before conditions make some of them alike.</summary>
    public double Size => values.Aggregate(1.0, (size, v) => size * v.Length);

    /// <summary>Every combination of a finite space; null where a dimension is continuous.</summary>
    public static Lattice? Of(Space space)
    {
        var values = new double[space.Dimensions.Count][];
        for (int d = 0; d < values.Length; d++)
        {
            if (CountOf(space.Dimensions[d]) is not { } count || count > int.MaxValue)
            {
                return null;
            }

            values[d] = All(space.Dimensions[d], (int)count);
        }

        return new Lattice(space, values);
    }

    /// <summary>A grid of at most <paramref name="points"/> values a numeric dimension, equally spaced on its scale, both ends among them, and of every choice.</summary>
    public static Lattice Grid(Space space, int points) => new(space, [.. space.Dimensions.Select(dimension =>
        dimension is NumericDimension numeric && !(CountOf(dimension) <= points)
            ? Enumerable.Range(0, points).Select(i => UnitCube.ToValue(numeric, numeric.Range, i / (double)(points - 1))).Distinct().ToArray()
            : All(dimension, (int)CountOf(dimension)!.Value))]);

    /// <summary>The combination number <paramref name="index"/>.</summary>
    public ParameterSet this[long index]
    {
        get
        {
            double[] numbers = new double[values.Length];
            for (int d = values.Length - 1; d >= 0; d--)
            {
                index = Math.DivRem(index, values[d].Length, out long i);
                numbers[d] = values[d][i];
            }

            return space.Activate(numbers);
        }
    }

    private static long? CountOf(Dimension dimension) => UnitCube.Count(dimension, dimension is NumericDimension numeric ? numeric.Range : default);

    private static double[] All(Dimension dimension, int count) => dimension switch
    {
        NumericDimension { EffectiveStep: not null } numeric => [.. Enumerable.Range(0, count).Select(i => UnitCube.Level(numeric, i))],
        NumericDimension numeric => [numeric.Min],
        _ => [.. Enumerable.Range(0, count).Select(i => (double)i)],
    };
}
