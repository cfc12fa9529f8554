using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Studies;

/// <summary>The trials that share a value of one dimension.</summary>
/// <param name="Value">The value, as JSON; null where the dimension was inactive.</param>
/// <param name="Trials">How many of them are over.</param>
/// <param name="Completed">How many of those completed.</param>
/// <param name="Best">The best of the completed; null where there is none.</param>
/// <param name="Median">The median of the completed ones' values; null where there are none.</param>
public sealed record Comparison(string? Value, int Trials, int Completed, Trial? Best, double? Median)
{
    /// <summary>Compares the values of a dimension by the trials that are over, in the order in which the values were first tried.</summary>
    /// <exception cref="StudyFolderException">There is no such dimension.</exception>
    public static IReadOnlyList<Comparison> By(StudyState state, string path) => Grouped(state, Over(state), path);

    /// <summary>For each value of one dimension, compares the values of another.</summary>
    /// <exception cref="StudyFolderException">There is no such dimension.</exception>
    public static IReadOnlyList<(string? Value, IReadOnlyList<Comparison> Comparisons)> By(StudyState state, string path, string other) =>
        [.. By(state, path).Select(row => (row.Value, Grouped(state, Over(state).Where(t => ValueOf(state, t, path) == row.Value), other)))];

    private static IEnumerable<Trial> Over(StudyState state) => state.Trials.Where(t => t.Work.IsOver);

    private static IReadOnlyList<Comparison> Grouped(StudyState state, IEnumerable<Trial> trials, string path) =>
        [.. trials.GroupBy(t => ValueOf(state, t, path)).Select(g => Of(state, g.Key, [.. g]))];

    private static string? ValueOf(StudyState state, Trial trial, string path)
    {
        string[] paths = [.. state.Definition.Space.Dimensions.Select(d => d.Path)];
        int dimension = Array.IndexOf(paths, path);
        return dimension < 0 ? throw new StudyFolderException($"{path} is not searched by this study; there are {string.Join(", ", paths)}.")
            : trial.Parameters.IsActive(dimension) ? trial.Parameters.ValueOf(dimension)?.ToJsonString() ?? "null"
            : null;
    }

    private static Comparison Of(StudyState state, string? value, Trial[] trials)
    {
        Trial[] completed = [.. trials.Where(t => t.Work.Value is not null).OrderBy(t => state.Definition.Objective.Loss(t.Work.Value!.Value)).ThenBy(t => t.Number)];
        double? median = completed.Length == 0 ? null : MathNet.Numerics.Statistics.Statistics.Median(completed.Select(t => t.Work.Value!.Value));
        return new Comparison(value, trials.Length, completed.Length, completed.FirstOrDefault(), median);
    }
}
