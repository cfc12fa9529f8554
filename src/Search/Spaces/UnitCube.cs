using System.Globalization;

namespace HyperSearch.Search.Spaces;

/// <summary>
/// The one place where values become numbers in [0, 1] and back. A tuner works in the unit cube, where every dimension is uniform on its scale;
/// a discrete value owns a cell of it, so that the least and the greatest level are as likely as the others.
/// </summary>
public static class UnitCube
{
    /// <summary>The value at <paramref name="unit"/> in <paramref name="range"/>: 0 gives its least value, 1 its greatest.</summary>
    public static double ToValue(NumericDimension dimension, SearchRange range, double unit)
    {
        unit = Math.Clamp(unit, 0, 1);
        if (dimension.EffectiveStep is { } step)
        {
            (long first, long last) = Levels(dimension, range);
            (double low, double high) = (Edge(dimension, first, -1), Edge(dimension, last, +1));
            double value = dimension.Scale.FromScale(low + (unit * (high - low)));
            return Level(dimension, Math.Clamp((long)Math.Round((value - dimension.Min) / step), first, last));
        }

        // The ends are given as they are: the way over the scale may miss them by a rounding error.
        if (unit is 0 or 1)
        {
            return unit == 0 ? range.Min : range.Max;
        }

        (double a, double b) = (dimension.Scale.ToScale(range.Min), dimension.Scale.ToScale(range.Max));
        return Math.Clamp(dimension.Scale.FromScale(a + (unit * (b - a))), range.Min, range.Max);
    }

    /// <summary>The number in [0, 1] whose value is <paramref name="value"/>; the middle of its cell where values are discrete. Values outside the range are put at its ends.</summary>
    public static double FromValue(NumericDimension dimension, SearchRange range, double value)
    {
        double a, b;
        if (dimension.EffectiveStep is not null)
        {
            (long first, long last) = Levels(dimension, range);
            (a, b) = (Edge(dimension, first, -1), Edge(dimension, last, +1));
        }
        else
        {
            (a, b) = (dimension.Scale.ToScale(range.Min), dimension.Scale.ToScale(range.Max));
        }

        return b > a ? Math.Clamp((dimension.Scale.ToScale(Math.Clamp(value, range.Min, range.Max)) - a) / (b - a), 0, 1) : 0.5;
    }

    /// <summary>The index of the choice at <paramref name="unit"/>: each choice owns an equal cell.</summary>
    public static int ToChoice(ChoiceDimension dimension, double unit) =>
        Math.Min((int)(Math.Clamp(unit, 0, 1) * dimension.Choices.Count), dimension.Choices.Count - 1);

    /// <summary>The middle of the cell of the choice <paramref name="index"/>.</summary>
    public static double FromChoice(ChoiceDimension dimension, int index) => (index + 0.5) / dimension.Choices.Count;

    /// <summary>How many values the dimension has in <paramref name="range"/>; null where they are continuous.</summary>
    public static long? Count(Dimension dimension, SearchRange range) => dimension switch
    {
        ChoiceDimension choice => choice.Choices.Count,
        NumericDimension { EffectiveStep: not null } numeric => Levels(numeric, range) is var (first, last) ? last - first + 1 : 0,
        NumericDimension when range.Min == range.Max => 1,
        _ => null,
    };

    /// <summary>The numbers of the first and the last level in <paramref name="range"/>; level 0 is the dimension's minimum. At least one level is always given.</summary>
    internal static (long First, long Last) Levels(NumericDimension dimension, SearchRange range)
    {
        double step = dimension.EffectiveStep!.Value;

        // A level counts as inside when a rounding error alone would put it outside.
        long first = (long)Math.Ceiling(((range.Min - dimension.Min) / step) - 1e-9);
        long last = (long)Math.Floor(((range.Max - dimension.Min) / step) + 1e-9);

        // That allowance must not lead off the scale, where a logarithm is infinite.
        first += dimension.Scale == Scale.Log && Level(dimension, first) <= 0 ? 1 : 0;
        last -= dimension.Scale == Scale.ReverseLog && Level(dimension, last) >= 1 ? 1 : 0;
        if (first <= last)
        {
            return (first, last);
        }

        // A range between two levels gets the lower one, unless that lies outside what may ever be tried.
        return Level(dimension, last) >= (dimension.Limits ?? dimension.Range).Min ? (last, last) : (first, first);
    }

    /// <summary>The value of a level, rounded to 15 digits so that 0.1 + 2 x 0.1 is 0.3; the bounds are given as they are, however many digits they have.</summary>
    internal static double Level(NumericDimension dimension, long level)
    {
        if (level == 0)
        {
            return dimension.Min;
        }

        if (level == Math.Round((dimension.Max - dimension.Min) / dimension.EffectiveStep!.Value))
        {
            return dimension.Max;
        }

        double value = dimension.Min + (level * dimension.EffectiveStep!.Value);
        return dimension.Integer ? Math.Round(value) : double.Parse(value.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>The end of a level's cell on the scale, half a step away where the scale allows it and half way to the scale's end where it does not.</summary>
    private static double Edge(NumericDimension dimension, long level, int side)
    {
        double value = Level(dimension, level), edge = value + (side * dimension.EffectiveStep!.Value / 2);
        edge = dimension.Scale switch
        {
            Scale.Log => Math.Max(edge, value / 2),
            Scale.ReverseLog => Math.Min(edge, (value + 1) / 2),
            _ => edge,
        };
        return dimension.Scale.ToScale(edge);
    }
}
