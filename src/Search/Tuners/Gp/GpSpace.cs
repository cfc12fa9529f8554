using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>A space as a Gaussian process sees it: a number for every dimension, whether it is active or not.</summary>
/// <remarks>
/// Numbers and ordered choices lie in [0, 1] on their scale; unordered choices are their indices, of which only equality counts. An inactive dimension has a code of its own:
/// the middle, or the index -1. What sets two parameter sets apart is then the choice that switched the dimension off, and not the dimension.
/// </remarks>
internal sealed class GpSpace
{
    private readonly SearchRange[] ranges;

    public GpSpace(Space space, IReadOnlyList<SearchRange> ranges)
    {
        Space = space;
        this.ranges = [.. ranges];
        IsContinuous = [.. space.Dimensions.Select((dimension, d) => UnitCube.Count(dimension, this.ranges[d]) is null)];
        IsScale = [.. space.Dimensions.Select(dimension => dimension is not ChoiceDimension { Ordered: false })];
        IsPlain = IsContinuous.All(c => c) && space.Dimensions.All(dimension => dimension.When.Count == 0);
    }

    public Space Space { get; }

    /// <summary>Whether every number of a dimension's range is a value of it.</summary>
    public bool[] IsContinuous { get; }

    /// <summary>Whether a dimension's codes are places on a scale; otherwise they are names.</summary>
    public bool[] IsScale { get; }

    /// <summary>Whether all dimensions are continuous and always active, so that a point of the unit cube is its own code.</summary>
    public bool IsPlain { get; }

    public ParameterSet Decode(double[] unit) => Space.Decode(unit, ranges);

    /// <summary>The point of the unit cube of a parameter set; the middle where a dimension is inactive.</summary>
    public double[] Unit(ParameterSet parameters) => Space.Encode(parameters, ranges, inactive: 0.5);

    /// <summary>The code of a parameter set.</summary>
    public double[] Code(ParameterSet parameters)
    {
        double[] code = Unit(parameters);
        for (int d = 0; d < code.Length; d++)
        {
            if (!IsScale[d])
            {
                code[d] = parameters.IsActive(d) ? parameters[d] : -1;
            }
        }

        return code;
    }

    /// <summary>The values of a discrete dimension next to one, as points of the unit interval: all other choices, or up to two levels on either side.</summary>
    public IEnumerable<double> Neighbours(int dimension, double unit)
    {
        if (Space.Dimensions[dimension] is ChoiceDimension choice)
        {
            int own = UnitCube.ToChoice(choice, unit);
            return Enumerable.Range(0, choice.Choices.Count).Where(c => c != own).Select(c => UnitCube.FromChoice(choice, c));
        }

        var numeric = (NumericDimension)Space.Dimensions[dimension];
        double value = UnitCube.ToValue(numeric, ranges[dimension], unit), step = numeric.EffectiveStep ?? 0;
        return ((double[])[-2, -1, 1, 2]).Select(k => value + (k * step)).Where(v => ranges[dimension].Contains(v) && v != value).Select(v => UnitCube.FromValue(numeric, ranges[dimension], v));
    }
}
