using System.Text.Json;

namespace HyperSearch.Search.Spaces;

/// <summary>One searched parameter: a path into the trainer section and the values it may take.</summary>
/// <param name="Path">The path, such as <c>optimizer.learningRate</c> or <c>network.hidden.0</c>.</param>
public abstract record Dimension(string Path)
{
    /// <summary>All of these must hold for the dimension to be active; empty: it always is.</summary>
    public IReadOnlyList<Condition> When { get; init; } = [];
}

/// <summary>A dimension of numbers between two bounds, both inclusive and reachable.</summary>
/// <param name="Path">The path into the trainer section.</param>
/// <param name="Min">The least value of the first range.</param>
/// <param name="Max">The greatest value of the first range; not below <paramref name="Min"/>.</param>
public sealed record NumericDimension(string Path, double Min, double Max) : Dimension(Path)
{
    /// <summary>On which scale the dimension is uniform.</summary>
    public Scale Scale { get; init; }

    /// <summary>Whether only whole numbers are proposed, written without a fraction.</summary>
    public bool Integer { get; init; }

    /// <summary>The distance of neighbouring values, counted from <see cref="Min"/>; 1 for integers unless given, otherwise null: every number is possible.</summary>
    public double? Step { get; init; }

    /// <summary>How far the range may be widened; without it, it only narrows.</summary>
    public SearchRange? Limits { get; init; }

    /// <summary>The range a study begins with.</summary>
    public SearchRange Range => new(Min, Max);

    /// <summary>The step that counts: the given one, 1 for integers, or null where values are continuous.</summary>
    public double? EffectiveStep => Step ?? (Integer ? 1 : null);
}

/// <summary>A dimension of listed values of any JSON type.</summary>
/// <param name="Path">The path into the trainer section.</param>
/// <param name="Choices">The values, at least one, all different.</param>
public sealed record ChoiceDimension(string Path, IReadOnlyList<JsonElement> Choices) : Dimension(Path)
{
    /// <summary>Whether the choices are listed in a meaningful order, so that neighbours are alike.</summary>
    public bool Ordered { get; init; }
}
