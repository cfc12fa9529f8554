using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace HyperSearch.Search.StudyFiles;

/// <summary>The bounds of a <see cref="RangeAttribute"/>, as numbers and in words.</summary>
/// <param name="Min">The lower bound, or null where there is none.</param>
/// <param name="MinIsOutside">Whether the lower bound itself is not allowed.</param>
/// <param name="Max">The upper bound, or null where there is none.</param>
/// <param name="MaxIsOutside">Whether the upper bound itself is not allowed.</param>
internal readonly record struct RangeText(double? Min, bool MinIsOutside, double? Max, bool MaxIsOutside)
{
    /// <summary>The bounds of an attribute.</summary>
    public static RangeText Of(RangeAttribute range)
    {
        double min = Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), max = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
        return new RangeText(
            double.IsInfinity(min) || min == double.MinValue ? null : min,
            range.MinimumIsExclusive,
            double.IsInfinity(max) || max is double.MaxValue or int.MaxValue ? null : max,
            range.MaximumIsExclusive);
    }

    /// <summary>Whether a number is within.</summary>
    public bool Contains(double value) =>
        !(Min is { } min && (MinIsOutside ? value <= min : value < min)) && !(Max is { } max && (MaxIsOutside ? value >= max : value > max));

    /// <inheritdoc />
    public override string ToString()
    {
        string lower = Min is { } min ? $"{(MinIsOutside ? "above" : "at least")} {Number(min)}" : "";
        string upper = Max is { } max ? $"{(MaxIsOutside ? "below" : "at most")} {Number(max)}" : "";
        return lower.Length > 0 && upper.Length > 0 ? $"{lower} and {upper}" : lower + upper;
    }

    /// <summary>A number as people write it: 10000000, not 1E+07.</summary>
    public static string Number(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e16 ? value.ToString("F0", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
