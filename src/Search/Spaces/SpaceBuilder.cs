using System.Text.Json;

namespace HyperSearch.Search.Spaces;

/// <summary>Builds a space in code. Each call adds a dimension; <see cref="When(string, object[])"/> makes the last one conditional.</summary>
public sealed class SpaceBuilder
{
    private readonly List<Dimension> dimensions = [];

    /// <summary>Adds numbers between two bounds, both inclusive and reachable.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="scale">On which scale the numbers are uniform.</param>
    /// <param name="step">The distance of neighbouring values; null: every number is possible.</param>
    /// <param name="limits">How far the narrowing tuner may widen the range; null: not at all.</param>
    public SpaceBuilder Double(string name, double min, double max, Scale scale = Scale.Linear, double? step = null, SearchRange? limits = null) =>
        Add(new NumericDimension(name, min, max) { Scale = scale, Step = step, Limits = limits });

    /// <summary>Adds whole numbers between two bounds, both inclusive and reachable.</summary>
    /// <inheritdoc cref="Double"/>
    public SpaceBuilder Int(string name, int min, int max, Scale scale = Scale.Linear, int step = 1, SearchRange? limits = null) =>
        Add(new NumericDimension(name, min, max) { Integer = true, Scale = scale, Step = step, Limits = limits });

    /// <summary>Adds a choice of texts without an order.</summary>
    public SpaceBuilder Choice(string name, params string[] choices) => Add(new ChoiceDimension(name, [.. choices.Select(c => JsonSerializer.SerializeToElement(c))]));

    /// <summary>Adds a choice of numbers in their order.</summary>
    public SpaceBuilder Levels(string name, params double[] levels) => Add(new ChoiceDimension(name, [.. levels.Select(l => JsonSerializer.SerializeToElement(l))]) { Ordered = true });

    /// <summary>Adds true or false.</summary>
    public SpaceBuilder Bool(string name) => Add(new ChoiceDimension(name, [JsonSerializer.SerializeToElement(false), JsonSerializer.SerializeToElement(true)]));

    /// <summary>The dimension added last is searched only while another one has one of these values; called twice, both must hold.</summary>
    /// <param name="name">The other dimension.</param>
    /// <param name="values">Its values: texts, numbers or truth values.</param>
    /// <exception cref="InvalidOperationException">No dimension was added yet.</exception>
    public SpaceBuilder When(string name, params object[] values)
    {
        if (dimensions.Count == 0)
        {
            throw new InvalidOperationException("When belongs to the dimension before it; there is none yet.");
        }

        dimensions[^1] = dimensions[^1] with { When = [.. dimensions[^1].When, new Condition(name, [.. values.Select(v => JsonSerializer.SerializeToElement(v))])] };
        return this;
    }

    /// <summary>The space.</summary>
    /// <exception cref="ArgumentException">Two dimensions have the same name, a condition names no dimension or a value it cannot have, or conditions form a circle.</exception>
    public Space Build() => new([.. dimensions]);

    private SpaceBuilder Add(Dimension dimension)
    {
        dimensions.Add(dimension);
        return this;
    }
}
