using System.Globalization;

namespace HyperSearch.Search.Studies;

/// <summary>Numbers for people, as one writes them into a study file: <c>1.234e-6</c>, <c>0.05</c>.</summary>
public static class SignificantDigits
{
    /// <summary>A number with so many digits that count.</summary>
    public static string Of(double value, int digits)
    {
        string text = value.ToString($"G{digits}", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, exponent)}e{int.Parse(text.AsSpan(exponent + 1), CultureInfo.InvariantCulture)}");
    }
}
