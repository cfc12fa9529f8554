using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Forests;

/// <summary>A space as a forest sees it: numbers and ordered choices in [0, 1] on their scale, other choices as categories.</summary>
/// <remarks>An inactive number is <see cref="ForestPoints.Inactive"/>, an inactive choice a category of its own: a split sets them apart from all that are active.</remarks>
internal sealed class ForestSpace
{
    private readonly SearchRange[] ranges;

    public ForestSpace(Space space, IReadOnlyList<SearchRange> ranges)
    {
        Space = space;
        this.ranges = [.. ranges];
        Categories = [.. space.Dimensions.Select(dimension => dimension is ChoiceDimension { Ordered: false } choice ? choice.Choices.Count + (choice.When.Count > 0 ? 1 : 0) : 0)];
    }

    public Space Space { get; }

    /// <summary>How many categories each dimension has; 0 for numbers.</summary>
    public int[] Categories { get; }

    public ParameterSet Decode(ReadOnlySpan<double> unit) => Space.Decode(unit, ranges);

    /// <summary>The point of the unit cube of a parameter set; the middle where a dimension is inactive.</summary>
    public double[] Unit(ParameterSet parameters) => Space.Encode(parameters, ranges, inactive: 0.5);

    /// <summary>A parameter set as a forest takes it.</summary>
    public double[] Code(ParameterSet parameters)
    {
        double[] code = Space.Encode(parameters, ranges);
        for (int d = 0; d < code.Length; d++)
        {
            code[d] = Categories[d] == 0
                ? (parameters.IsActive(d) ? code[d] : ForestPoints.Inactive)
                : (parameters.IsActive(d) ? parameters[d] : Categories[d] - 1);
        }

        return code;
    }
}
