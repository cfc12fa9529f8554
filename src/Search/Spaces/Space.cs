using System.Text.Json;

namespace HyperSearch.Search.Spaces;

/// <summary>The searched dimensions of a study, and which of them are active together.</summary>
public sealed class Space
{
    private readonly int[] order; // every dimension after those its conditions name
    private readonly (int Parent, double[] Values)[][] conditions;
    private readonly Dictionary<string, int> index = [];

    /// <summary>A space of the given dimensions, in the order of the study file.</summary>
    /// <exception cref="ArgumentException">Two dimensions have the same path, a condition names no dimension, or conditions form a circle.</exception>
    public Space(IReadOnlyList<Dimension> dimensions)
    {
        Dimensions = dimensions;
        for (int d = 0; d < dimensions.Count; d++)
        {
            if (!index.TryAdd(dimensions[d].Path, d))
            {
                throw new ArgumentException($"{dimensions[d].Path}: two dimensions have this path.", nameof(dimensions));
            }
        }

        conditions = [.. dimensions.Select(dimension => dimension.When.Select(c => Resolve(dimension, c)).ToArray())];
        order = Sorted();
    }

    /// <summary>The dimensions, in the order of the study file.</summary>
    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>The place of the dimension of that path in <see cref="Dimensions"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public int IndexOf(string path) => index.TryGetValue(path, out int d) ? d
        : throw new KeyNotFoundException($"The space has no parameter {path}; it has {string.Join(", ", Dimensions.Select(x => x.Path))}.");

    /// <summary>Every dimension after those that its conditions name; else in the order of the study file.</summary>
    internal ReadOnlySpan<int> Order => order;

    /// <summary>The ranges a study begins with; a choice has the range 0..0, which nothing reads.</summary>
    public SearchRange[] Ranges => [.. Dimensions.Select(d => d is NumericDimension numeric ? numeric.Range : default)];

    /// <summary>The parameter set at a point of the unit cube.</summary>
    /// <param name="unit">One number in [0, 1] a dimension; those of inactive dimensions are not read.</param>
    /// <param name="ranges">The present range of each dimension.</param>
    public ParameterSet Decode(ReadOnlySpan<double> unit, ReadOnlySpan<SearchRange> ranges)
    {
        double[] values = new double[Dimensions.Count];
        foreach (int d in order)
        {
            values[d] = !IsActive(d, values) ? double.NaN
                : Dimensions[d] is NumericDimension numeric ? UnitCube.ToValue(numeric, ranges[d], unit[d])
                : UnitCube.ToChoice((ChoiceDimension)Dimensions[d], unit[d]);
        }

        return new ParameterSet(this, values);
    }

    /// <summary>The parameter set of one number a dimension (the value, or the index of the choice), less those whose conditions do not hold.</summary>
    internal ParameterSet Activate(ReadOnlySpan<double> numbers)
    {
        double[] values = new double[Dimensions.Count];
        foreach (int d in order)
        {
            values[d] = IsActive(d, values) ? numbers[d] : double.NaN;
        }

        return new ParameterSet(this, values);
    }

    /// <summary>The point of the unit cube of a parameter set: one number a dimension; values outside the ranges are put at their ends.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="ranges">The present range of each dimension.</param>
    /// <param name="inactive">The number of a dimension that is inactive.</param>
    public double[] Encode(ParameterSet parameters, ReadOnlySpan<SearchRange> ranges, double inactive = double.NaN)
    {
        double[] unit = new double[Dimensions.Count];
        for (int d = 0; d < unit.Length; d++)
        {
            unit[d] = !parameters.IsActive(d) ? inactive
                : Dimensions[d] is NumericDimension numeric ? UnitCube.FromValue(numeric, ranges[d], parameters[d])
                : UnitCube.FromChoice((ChoiceDimension)Dimensions[d], (int)parameters[d]);
        }

        return unit;
    }

    /// <summary>The parameter set whose values are written in <paramref name="json"/>, as <see cref="ParameterSet.ToJson"/> wrote them.</summary>
    /// <exception cref="FormatException">A dimension is missing, unknown, or has a value it cannot have.</exception>
    public ParameterSet Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("A parameter set is a JSON object.");
        }

        double[] values = new double[Dimensions.Count];
        int read = 0;
        foreach (int d in order)
        {
            bool given = json.TryGetProperty(Dimensions[d].Path, out JsonElement value);
            read += given ? 1 : 0;
            if (given != IsActive(d, values))
            {
                throw new FormatException($"{Dimensions[d].Path}: {(given ? "has a value though its condition does not hold" : "has no value")}.");
            }

            values[d] = !given ? double.NaN : Index(Dimensions[d], value)
                ?? throw new FormatException($"{Dimensions[d].Path}: {value.GetRawText()} is not one of its values.");
        }

        return read == json.EnumerateObject().Count() ? new ParameterSet(this, values) : throw new FormatException("A parameter set names a dimension that the space does not have.");
    }

    private bool IsActive(int dimension, double[] values)
    {
        foreach ((int parent, double[] allowed) in conditions[dimension])
        {
            // An inactive parent is NaN, which equals nothing: what depends on it is inactive too.
            if (!allowed.Contains(values[parent]))
            {
                return false;
            }
        }

        return true;
    }

    private (int Parent, double[] Values) Resolve(Dimension dimension, Condition condition)
    {
        if (!index.TryGetValue(condition.Path, out int parent))
        {
            throw new ArgumentException($"{dimension.Path}: its condition names {condition.Path}, which is not a dimension.");
        }

        return (parent, [.. condition.Values.Select(v => Index(Dimensions[parent], v) ?? throw new ArgumentException($"{dimension.Path}: its condition names a value that {condition.Path} cannot have."))]);
    }

    private int[] Sorted()
    {
        var sorted = new List<int>();
        while (sorted.Count < Dimensions.Count)
        {
            int before = sorted.Count;
            sorted.AddRange(Enumerable.Range(0, Dimensions.Count).Where(d => !sorted.Contains(d) && conditions[d].All(c => sorted.Contains(c.Parent))).ToArray());
            if (sorted.Count == before)
            {
                throw new ArgumentException($"{Dimensions[Enumerable.Range(0, Dimensions.Count).First(d => !sorted.Contains(d))].Path}: its condition depends on itself.");
            }
        }

        return [.. sorted];
    }

    /// <summary>The number by which a parameter set holds a JSON value of a dimension; null where the dimension cannot have it.</summary>
    internal static double? Index(Dimension dimension, JsonElement value)
    {
        if (dimension is ChoiceDimension choice)
        {
            int index = choice.Choices.ToList().FindIndex(c => JsonElement.DeepEquals(c, value));
            return index < 0 ? null : index;
        }

        bool isWhole = dimension is NumericDimension { Integer: true };
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) && (!isWhole || number == Math.Floor(number)) ? number : null;
    }
}
