using System.Globalization;
using HyperSearch.Search.Studies;

namespace HyperSearch.Dashboard.Views;

/// <summary>Sentences with numbers in them.</summary>
internal static class Words
{
    /// <summary>The sentence, in no country's manner.</summary>
    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Four significant digits.</summary>
    public static string Short(double value) => SignificantDigits.Of(value, 4);

    /// <summary><c>1 trial</c>, <c>12 trials</c>.</summary>
    public static string Count(int count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");
}
