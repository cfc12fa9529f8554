using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>A parameter set that a study file gives, whole or in part.</summary>
internal sealed class StartSet
{
    private readonly Space space;
    private readonly double?[] given;

    private StartSet(Space space, double?[] given) => (this.space, this.given) = (space, given);

    /// <summary>The set of values by paths. A value that the space does not have is left out: reading the study file has refused those.</summary>
    public static StartSet Of(Space space, JsonObject values) => new(space, [.. space.Dimensions.Select(dimension =>
        values.TryGetPropertyValue(dimension.Path, out JsonNode? value) ? Space.Index(dimension, JsonElement.Parse(value?.ToJsonString() ?? "null")) : null)]);

    /// <summary>The whole parameter set: what is not given is taken from a point of the unit cube.</summary>
    public ParameterSet Fill(ReadOnlySpan<double> unit, IReadOnlyList<SearchRange> ranges)
    {
        double[] numbers = new double[given.Length];
        for (int d = 0; d < numbers.Length; d++)
        {
            numbers[d] = given[d] ?? (space.Dimensions[d] is NumericDimension numeric
                ? UnitCube.ToValue(numeric, ranges[d], unit[d])
                : UnitCube.ToChoice((ChoiceDimension)space.Dimensions[d], unit[d]));
        }

        return space.Activate(numbers);
    }
}
