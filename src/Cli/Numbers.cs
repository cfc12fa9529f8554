using System.Globalization;

namespace HyperSearch.Cli;

/// <summary>Numbers as people read them.</summary>
internal static class Numbers
{
    /// <summary>Four significant digits, as one writes them into a study file: <c>1.234e-6</c>, <c>0.05</c>.</summary>
    public static string Short(double value) => Written(value, "G4");

    /// <summary>Three significant digits.</summary>
    public static string Brief(double value) => Written(value, "G3");

    /// <summary><c>12 s</c>, <c>3 min 20 s</c> or <c>2 h 05 min</c>.</summary>
    public static string Duration(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds)) switch
    {
        { TotalMinutes: < 1 } whole => string.Create(CultureInfo.InvariantCulture, $"{whole.Seconds} s"),
        { TotalHours: < 1 } whole => string.Create(CultureInfo.InvariantCulture, $"{whole.Minutes} min {whole.Seconds:00} s"),
        var whole => string.Create(CultureInfo.InvariantCulture, $"{(int)whole.TotalHours} h {whole.Minutes:00} min"),
    };

    private static string Written(double value, string format)
    {
        string text = value.ToString(format, CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, exponent)}e{int.Parse(text.AsSpan(exponent + 1), CultureInfo.InvariantCulture)}");
    }
}
