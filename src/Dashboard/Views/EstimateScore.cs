using System.Globalization;

namespace HyperSearch.Dashboard.Views;

/// <summary>An estimate beside the truth.</summary>
internal static class EstimateScore
{
    /// <summary><c>Before the first trial 41 s were estimated; it took 44 s (7 % more).</c>.</summary>
    public static string InWords(double estimated, double took) =>
        $"Before the first trial {Duration(estimated)} were estimated; it took {Duration(took)}{(estimated > 0 && took > 0 ? $" ({Difference(took / estimated)})" : "")}.";

    private static string Difference(double ratio) => Math.Abs(ratio - 1) < 0.01 ? "the same"
        : ratio is > 3 or < 1 / 3.0 ? string.Create(CultureInfo.InvariantCulture, $"{(ratio > 1 ? ratio : 1 / ratio):0.#} times {(ratio > 1 ? "as long" : "as fast")}")
        : string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Abs(ratio - 1):0} % {(ratio > 1 ? "more" : "less")}");

    private static string Duration(double seconds) => TimeSpan.FromSeconds(Math.Max(0, seconds)) switch
    {
        { TotalSeconds: < 10 } time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalMinutes: < 1 } time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } time => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s"),
        var time => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min"),
    };
}
