using System.Globalization;

namespace HyperSearch.Search.Spaces;

/// <summary>Whether a number is one that a dimension may come to have: inside the limits that its range may reach, and on one of its steps.</summary>
internal static class ValueCheck
{
    /// <summary>What is wrong with a value, as the end of a sentence that begins with it; null: nothing.</summary>
    public static string? Of(NumericDimension dimension, double value)
    {
        if (!Widest(dimension).Contains(value))
        {
            SearchRange widest = Widest(dimension);
            return string.Create(CultureInfo.InvariantCulture, $"is outside {widest.Min:R} to {widest.Max:R}, where this parameter is searched{(dimension.Limits is null ? "" : " at most")}.");
        }

        return Nearest(dimension, value) is { } level
            ? string.Create(CultureInfo.InvariantCulture, $"is on no step; this parameter goes from {dimension.Min:R} in steps of {dimension.EffectiveStep:R}, and {level:R} is the nearest.")
            : null;
    }

    /// <summary>The same without the value, for many values at once.</summary>
    public static string? Kind(NumericDimension dimension, double value) =>
        !Widest(dimension).Contains(value) ? string.Create(CultureInfo.InvariantCulture, $"is outside {Widest(dimension).Min:R} to {Widest(dimension).Max:R}")
        : Nearest(dimension, value) is not null ? string.Create(CultureInfo.InvariantCulture, $"is on no step of {dimension.EffectiveStep:R}")
        : null;

    private static SearchRange Widest(NumericDimension dimension) => dimension.Limits ?? dimension.Range;

    /// <summary>The level next to a value that is none; null where it is one, or values are continuous.</summary>
    private static double? Nearest(NumericDimension dimension, double value) =>
        dimension.EffectiveStep is { } step && UnitCube.Level(dimension, (long)Math.Round((value - dimension.Min) / step)) is var level && level != value ? level : null;
}
