using System.Globalization;
using HyperSearch.Search.Spaces;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace HyperSearch.AutoML;

/// <summary>
/// A space as Microsoft.ML.AutoML's tuners see it: flat, every dimension from 0 to 1 with a default in the middle; for a grid, a few places of it. Scales, steps, whole numbers and
/// choices (equal cells, both ends reached) and conditions stay with <see cref="Space"/>: what is inactive is searched and then left out.
/// </summary>
internal sealed class UnitSpace
{
    private readonly Space space;
    private readonly Axis[] axes;

    /// <summary>A view of a space.</summary>
    /// <param name="space">The space.</param>
    /// <param name="points">How many values a numeric dimension of a grid has, both ends among them; null: it is no grid.</param>
    public UnitSpace(Space space, int? points)
    {
        this.space = space;
        axes = [.. space.Dimensions.Select((dimension, d) => new Axis(d, Name(d), points is { } count ? Places(dimension, count) : null)).Where(a => a.Places?.Length != 1 && !IsFixed(space.Dimensions[a.Dimension]))];
        Searched = new SearchSpace();
        foreach (Axis axis in axes)
        {
            // A ChoiceOption only where it must be: among choices alone, SmacTuner's local search may go round for ever.
            Searched.Add(axis.Name, axis.Places is null ? new UniformDoubleOption(0, 1, logBase: false, defaultValue: 0.5) : new ChoiceOption([.. Enumerable.Range(0, axis.Places.Length).Cast<object>()]));
        }
    }

    /// <summary>What AutoML searches.</summary>
    public SearchSpace Searched { get; }

    /// <summary>Whether there is nothing to search: every dimension has one value.</summary>
    public bool IsPoint => axes.Length == 0;

    /// <summary>The parameter set that a proposal means.</summary>
    public ParameterSet Decode(Parameter proposal)
    {
        double[] unit = new double[space.Dimensions.Count];
        Array.Fill(unit, 0.5);
        foreach (Axis axis in axes)
        {
            unit[axis.Dimension] = axis.Places is null ? Math.Clamp(proposal[axis.Name].AsType<double>(), 0, 1) : axis.Places[proposal[axis.Name].AsType<int>()];
        }

        return space.Decode(unit, space.Ranges);
    }

    /// <summary>The proposal that would have meant a parameter set; where that says nothing, the middle.</summary>
    public Parameter Encode(ParameterSet parameters)
    {
        double[] unit = space.Encode(parameters, space.Ranges);
        var proposal = Parameter.CreateNestedParameter();
        foreach (Axis axis in axes)
        {
            double place = double.IsNaN(unit[axis.Dimension]) ? 0.5 : Math.Clamp(unit[axis.Dimension], 0, 1);
            proposal[axis.Name] = axis.Places is null ? Parameter.FromDouble(place) : Parameter.FromInt(Enumerable.Range(0, axis.Places.Length).MinBy(i => Math.Abs(axis.Places[i] - place)));
        }

        return proposal;
    }

    // AutoML takes dimensions in the order of their names.
    private static string Name(int dimension) => dimension.ToString("D6", CultureInfo.InvariantCulture);

    private static bool IsFixed(Dimension dimension) => dimension is NumericDimension numeric ? numeric.Min == numeric.Max : dimension is ChoiceDimension { Choices.Count: 1 };

    /// <summary>Where on a dimension the values of a grid lie.</summary>
    private static double[] Places(Dimension dimension, int points)
    {
        if (dimension is ChoiceDimension choice)
        {
            return [.. Enumerable.Range(0, choice.Choices.Count).Select(i => (i + 0.5) / choice.Choices.Count)];
        }

        var alone = new Space([dimension with { When = [] }]);
        return [.. Enumerable.Range(0, points).Select(i => i / (points - 1.0)).DistinctBy(unit => alone.Decode([unit], alone.Ranges)[0])];
    }

    private sealed record Axis(int Dimension, string Name, double[]? Places);
}
