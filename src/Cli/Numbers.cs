using System.Globalization;
using HyperSearch.Search.Studies;

namespace HyperSearch.Cli;

/// <summary>Numbers as people read them.</summary>
internal static class Numbers
{
    /// <summary>Four significant digits, as one writes them into a study file: <c>1.234e-6</c>, <c>0.05</c>.</summary>
    public static string Short(double value) => SignificantDigits.Of(value, 4);

    /// <summary>Three significant digits.</summary>
    public static string Brief(double value) => SignificantDigits.Of(value, 3);

    /// <summary><c>12 s</c>, <c>3 min 20 s</c> or <c>2 h 05 min</c>.</summary>
    public static string Duration(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds)) switch
    {
        { TotalMinutes: < 1 } whole => string.Create(CultureInfo.InvariantCulture, $"{whole.Seconds} s"),
        { TotalHours: < 1 } whole => string.Create(CultureInfo.InvariantCulture, $"{whole.Minutes} min {whole.Seconds:00} s"),
        var whole => string.Create(CultureInfo.InvariantCulture, $"{(int)whole.TotalHours} h {whole.Minutes:00} min"),
    };
}
