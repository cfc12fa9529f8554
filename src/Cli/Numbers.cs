using System.Globalization;

namespace HyperSearch.Cli;

/// <summary>Numbers as people read them.</summary>
internal static class Numbers
{
    /// <summary>Four significant digits.</summary>
    public static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>Three significant digits, as one writes them into a study file: <c>1e-6</c>, <c>0.05</c>.</summary>
    public static string Brief(double value)
    {
        string text = value.ToString("G3", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, exponent)}e{int.Parse(text.AsSpan(exponent + 1), CultureInfo.InvariantCulture)}");
    }

    /// <summary><c>12 s</c>, <c>3 min 20 s</c> or <c>2 h 05 min</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min"),
    };
}
