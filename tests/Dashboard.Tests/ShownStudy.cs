using System.Text.Json;
using HyperSearch.Dashboard.Views;

namespace HyperSearch.Dashboard.Tests;

/// <summary>What a page has been given to show, and what follows from it: the tour holds the page to this.</summary>
internal sealed class ShownStudy(StudyData data)
{
    // The states in the order of the page's lists.
    public static readonly string[] States = ["completed", "pruned", "diverged", "failed", "running", "waiting"];

    // More curves than this the page does not draw at once.
    private const int MostCurves = 400;

    public StudyPage Page => data.Page;

    public IReadOnlyList<TrialView> Trials => data.Trials;

    public string Metric => Page.Objective.Metric;

    /// <summary>The trials that have come to a value, the best first.</summary>
    public IReadOnlyList<TrialView> Ranked => [.. Trials.Where(t => t.Value is not null).OrderBy(t => Page.Objective.Maximize ? -t.Value : t.Value).ThenBy(t => t.Number)];

    public static async Task<ShownStudy> Of(OpenPage open) =>
        new(JsonSerializer.Deserialize(await open.Page.Locator("#data").TextContentAsync() ?? "", PageJson.Default.PageData)!.Studies[0]);

    /// <summary>The trials that lie on every one of some axes.</summary>
    public IReadOnlyList<TrialView> On(params int[] dimensions) => [.. Trials.Where(t => dimensions.All(d => t.Parameters[d] is not null))];

    /// <summary>The states of some trials, in the order in which a legend has them.</summary>
    public static string[] StatesOf(IEnumerable<TrialView> trials) => [.. States.Intersect(trials.Select(t => t.State))];

    /// <summary>How many curves are drawn of some that match: where there are too many, every second or third, and the winner's.</summary>
    public int CurvesOf(IReadOnlyList<TrialView> matching)
    {
        int every = (matching.Count + MostCurves - 1) / MostCurves;
        return matching.Where((t, i) => i % every == 0 || t.Number == Page.Headline.Trial).Count();
    }

    /// <summary>How many trials have a parameter in a part of its axis, of which 0 is the lower end and 1 the upper.</summary>
    public int Within(int dimension, double from, double to) => Trials.Count(t => t.Parameters[dimension] is { } value && PlaceOf(Page.Dimensions[dimension], value) is var place && place >= from && place <= to);

    private static double PlaceOf(DimensionView dimension, double value) => dimension switch
    {
        { Choices: { } choices } => (value + 0.5) / choices.Count,
        { Scale: "log" } => Math.Log(value / dimension.Min) / Math.Log(dimension.Max / dimension.Min),
        { Scale: "reverse_log" } => Math.Log((1 - value) / (1 - dimension.Min)) / Math.Log((1 - dimension.Max) / (1 - dimension.Min)),
        _ => (value - dimension.Min) / (dimension.Max - dimension.Min),
    };
}
