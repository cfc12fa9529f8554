namespace HyperSearch.Search.Spaces;

/// <summary>The combinations of some values of each dimension, numbered; the last dimension changes fastest (a dimension counts as later than those that its conditions name).</summary>
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

    /// <summary>Every parameter set of the lattice once: those whose inactive dimensions alone differ are one, and are passed over without being made.</summary>
    /// <param name="begin">The combination to begin with, of <see cref="Size"/>; after the last the first follows.</param>
    public IEnumerable<ParameterSet> From(long begin)
    {
        int[] first = DigitsOf(begin);
        Canonize(first);
        int[] digits = [.. first];
        do
        {
            ParameterSet parameters = Canonize(digits);
            yield return parameters;
            if (!TryAdvance(digits, parameters))
            {
                Array.Clear(digits);
            }
        }
        while (!digits.AsSpan().SequenceEqual(first));
    }

    private int[] DigitsOf(long index)
    {
        int[] digits = new int[values.Length];
        for (int i = digits.Length - 1; i >= 0; i--)
        {
            int d = space.Order[i];
            index = Math.DivRem(index, values[d].Length, out long digit);
            digits[d] = (int)digit;
        }

        return digits;
    }

    /// <summary>The parameter set of some digits; those of inactive dimensions become 0.</summary>
    private ParameterSet Canonize(int[] digits)
    {
        ParameterSet parameters = space.Activate([.. digits.Select((digit, d) => values[d][digit])]);
        for (int d = 0; d < digits.Length; d++)
        {
            digits[d] = parameters.IsActive(d) ? digits[d] : 0;
        }

        return parameters;
    }

    /// <summary>Counts on, the last dimension first; inactive ones, which conditions on earlier digits have switched off, stay at 0.</summary>
    private bool TryAdvance(int[] digits, ParameterSet parameters)
    {
        for (int i = digits.Length - 1; i >= 0; i--)
        {
            int d = space.Order[i];
            if (parameters.IsActive(d) && digits[d] + 1 < values[d].Length)
            {
                digits[d]++;
                return true;
            }

            digits[d] = 0;
        }

        return false;
    }

    private static long? CountOf(Dimension dimension) => UnitCube.Count(dimension, dimension is NumericDimension numeric ? numeric.Range : default);

    private static double[] All(Dimension dimension, int count) => dimension switch
    {
        NumericDimension { EffectiveStep: not null } numeric => [.. Enumerable.Range(0, count).Select(i => UnitCube.Level(numeric, i))],
        NumericDimension numeric => [numeric.Min],
        _ => [.. Enumerable.Range(0, count).Select(i => (double)i)],
    };
}
