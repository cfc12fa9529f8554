using System.Globalization;
using System.Text.RegularExpressions;
using HyperSearch.Dashboard.Views;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HyperSearch.Dashboard.Tests;

/// <summary>The part of the tour that leads over the charts: what each shows, and what pointing, keys and its controls change.</summary>
internal sealed class ChartTour(OpenPage open, ShownStudy shown)
{
    // Stepping over each of a thousand trials, on every chart, would take too long.
    private const int MostSteps = 30;

    private int All => shown.Trials.Count;

    private string Every => $"{Grouped(All)} trials.";

    private ILocator Tip => open.Page.Locator(".tip");

    private ILocator ShowAll => open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show all" });

    public async Task BestSoFar()
    {
        ILocator plot = open.Plot("best");
        int better = 0;
        double best = double.NegativeInfinity;
        foreach (TrialView trial in shown.Trials.Where(t => t.Value > best))
        {
            (better, best) = trial.Value > best ? (better + 1, trial.Value.Value) : (better, best);
        }

        Assert.StartsWith($"{better} time{(better == 1 ? "" : "s")} a trial was better than all before it, the last time trial {shown.Ranked[0].Number}:", await open.Lead("best"), StringComparison.Ordinal);
        Assert.Equal(ShownStudy.StatesOf(shown.Trials), await open.Page.Locator("#best .legend li").AllInnerTextsAsync());
        await Expect(plot.Locator("polyline.best")).ToHaveCountAsync(1);
        await Axes(plot, "trial", shown.Metric);
        Assert.Equal(shown.Trials.Select(t => t.Number).Take(3 * MostSteps), Numbers(await open.Told(plot, Math.Min(All, 3 * MostSteps))));
        await Pointing(plot);
    }

    public async Task Map()
    {
        ILocator plot = open.Plot("space"), across = open.Page.GetByLabel("Parameter across"), up = open.Page.GetByLabel("Parameter up");
        string[] paths = [.. shown.Page.Dimensions.Select(d => d.Path)];
        Assert.Equal(paths, await across.Locator("option").AllInnerTextsAsync());
        Assert.Equal(paths, await up.Locator("option").AllInnerTextsAsync());
        await Pointing(plot);
        await across.SelectOptionAsync(new SelectOptionValue { Index = 0 });
        for (int d = 0; d < paths.Length; d++)
        {
            await up.SelectOptionAsync(new SelectOptionValue { Index = d });
            await Axes(plot, paths[0], paths[d]);
        }

        for (int d = 0; d < paths.Length; d++)
        {
            await across.SelectOptionAsync(new SelectOptionValue { Index = d });
            await Axes(plot, paths[d], paths[^1]);
            await Expect(plot.Locator("canvas")).ToHaveAttributeAsync("aria-label", new Regex($"^{All} trials over {Regex.Escape(paths[d])} and {Regex.Escape(paths[^1])}\\."));
            await Marks(plot, shown.On(d, paths.Length - 1));
        }
    }

    public async Task Curves()
    {
        ILocator plot = open.Plot("curves"), which = open.Page.GetByLabel("Which curves");
        TrialView[] drawn = [.. shown.Trials.Where(t => t.Curve.Count > 0)];
        (string Choice, IReadOnlyList<TrialView> Matching)[] choices =
        [
            ("the best 20", [.. shown.Ranked.Take(20)]),
            ("pruned", [.. drawn.Where(t => t.State == "pruned")]),
            ("diverged", [.. drawn.Where(t => t.State == "diverged")]),
            ("all trials", drawn),
        ];
        Assert.Equal(choices.Select(c => c.Choice).Order(), (await which.Locator("option").AllInnerTextsAsync()).Order());
        await Pointing(plot);
        string before = await open.Picture(plot);
        foreach ((string choice, IReadOnlyList<TrialView> matching) in choices)
        {
            await which.SelectOptionAsync(new SelectOptionValue { Label = choice });
            await open.Painted();
            int curves = shown.CurvesOf(matching);
            Assert.StartsWith($"{curves} curve{(curves == 1 ? "" : "s")}{(curves < matching.Count ? $" of {Grouped(matching.Count)}, evenly picked" : "")}", await open.Lead("curves"), StringComparison.Ordinal);
            Assert.Equal(await open.Lead("curves"), await plot.Locator("canvas").GetAttributeAsync("aria-label"));
            Assert.Equal(matching.Any(t => t.State == "pruned"), (await open.Lead("curves")).Contains("ended by the pruner (ring at their last epoch)", StringComparison.Ordinal));
            Assert.Equal(ShownStudy.StatesOf(matching), await open.Page.Locator("#curves .legend li").AllInnerTextsAsync());
            Assert.Equal(curves > 0, await plot.Locator("canvas").EvaluateAsync<bool>("c => new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer).some(p => p)"));
            Assert.Empty(Numbers(await open.Told(plot, Math.Min(curves, MostSteps))).Except(matching.Select(t => t.Number)));
        }

        await open.Page.Mouse.MoveAsync(0, 0);
        Assert.Equal(before, await open.Picture(plot));
    }

    public async Task Slices()
    {
        ILocator plots = open.Page.Locator("#slices .plot");
        await Expect(plots).ToHaveCountAsync(shown.Page.Dimensions.Count);
        foreach ((int d, DimensionView dimension) in shown.Page.Dimensions.Index())
        {
            ILocator plot = open.Page.Locator($"#slices .plot[aria-label^='{shown.Metric} over {dimension.Path}.']");
            await Axes(plot, dimension.Path, shown.Metric);
            await Marks(plot, [.. shown.On(d).Where(t => t.Value is not null)]);
        }

        await Pointing(plots.First);
    }

    public async Task Workers()
    {
        ILocator plot = open.Plot("timeline");
        AttemptView[] attempts = [.. shown.Trials.SelectMany(t => t.Attempts)];
        string[] workers = [.. attempts.Select(a => a.Worker).Distinct().Order(StringComparer.Ordinal)];
        int lost = attempts.Count(a => a.End is "lost" or "failed");
        string lead = await open.Lead("timeline");
        Assert.StartsWith($"{workers.Length} workers, ", lead, StringComparison.Ordinal);
        Assert.EndsWith(lost == 0 ? "pauses between runs are left out." : $"{lost} attempt{(lost == 1 ? "" : "s")} came to nothing.", lead, StringComparison.Ordinal);
        Assert.True(await open.DrawnPixels(plot) > 100);
        Assert.Equal(workers, (await plot.Locator("svg text[text-anchor=end]").AllTextContentsAsync()).Where(workers.Contains).Order(StringComparer.Ordinal));
        string[] besides = [.. attempts.Any(a => a.Repeat > 0) ? ["repeated on a fresh seed"] : Array.Empty<string>(), .. lost > 0 ? ["came to nothing"] : Array.Empty<string>()];
        Assert.Equal([.. ShownStudy.StatesOf(shown.Trials), .. besides], await open.Page.Locator("#timeline .legend li").AllInnerTextsAsync());

        // A trial that was tried twice has two bars, and the keys step over both.
        int bars = attempts.Count(a => a.Repeat == 0);
        int[] told = Numbers(await open.Told(plot, Math.Min(bars, 2 * MostSteps)));
        Assert.Equal(bars <= 2 * MostSteps ? shown.Trials.SelectMany(t => t.Attempts.Where(a => a.Repeat == 0).Select(_ => t.Number)) : told.Order(), told.Order());
        Assert.True(told.Distinct().Count() > told.Length / 3);
        await Pointing(plot);
    }

    public async Task AxesByKeyboard()
    {
        await Expect(ShowAll).ToBeDisabledAsync();
        Assert.StartsWith("Drag along an axis", await open.Lead("parallel"), StringComparison.Ordinal);
        string before = await open.Picture(open.Page.Locator(".parallel"));
        foreach ((int d, DimensionView dimension) in shown.Page.Dimensions.Index())
        {
            await Slider(dimension.Path, "from").PressAsync("PageUp");
            await Slider(dimension.Path, "to").PressAsync("PageDown");
            await Expect(Slider(dimension.Path, "from")).ToHaveAttributeAsync("aria-valuenow", "10");
            await Expect(Slider(dimension.Path, "to")).ToHaveAttributeAsync("aria-valuenow", "90");
            await Picked(shown.Within(d, 0.1, 0.9));
            await Slider(dimension.Path, "to").PressAsync(d % 2 == 0 ? "Delete" : "Escape");
            await Picked(null);
        }

        await Slider(shown.Metric, "from").PressAsync("End");
        await Slider(shown.Metric, "from").PressAsync("PageDown");
        await Slider(shown.Metric, "from").PressAsync("ArrowUp");
        await Expect(Slider(shown.Metric, "from")).ToHaveAttributeAsync("aria-valuenow", "92");
        int picked = int.Parse((await open.Lead("parallel")).Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.InRange(picked, 1, shown.Ranked.Count - 1);
        await Picked(picked);
        Assert.Equal(shown.Ranked.Take(Math.Min(25, picked)).Select(t => $"{t.Number}"), await open.Page.Locator("#trials tbody th").AllInnerTextsAsync());
        await open.DrawnPixels(open.Page.Locator(".parallel"));
        await open.Painted();
        Assert.NotEqual(before, await open.Picture(open.Page.Locator(".parallel")));
        await ShowAll.ClickAsync();
        await Picked(null);
    }

    public async Task AxesByPointer()
    {
        ILocator axis = open.Page.Locator($"[data-axis='{shown.Page.Dimensions[0].Path}']"), band = axis.Locator(".band");
        LocatorBoundingBoxResult box = await open.RestingPlace(axis);
        async Task Drag(double from, double to)
        {
            await open.Page.Mouse.MoveAsync(box.X + 15, (float)(box.Y + ((1 - from) * box.Height)));
            await open.Page.Mouse.DownAsync();
            await open.Page.Mouse.MoveAsync(box.X + 15, (float)(box.Y + ((1 - to) * box.Height)), new MouseMoveOptions { Steps = 3 });
            await open.Page.Mouse.UpAsync();
        }

        await Drag(0.3, 0.8);
        await Expect(band).ToBeVisibleAsync();
        Assert.Matches("^[0-9,]+ trials? of [0-9,]+ lie in the ranges picked", await open.Lead("parallel"));
        int upper = int.Parse((await Slider(shown.Page.Dimensions[0].Path, "to").GetAttributeAsync("aria-valuenow"))!, CultureInfo.InvariantCulture);
        Assert.InRange(upper, 79, 81);

        // The upper handle, which lies above the range's end, by itself: the lower end stays.
        await Drag(0.82, 1.1);
        Assert.Equal("100", await Slider(shown.Page.Dimensions[0].Path, "to").GetAttributeAsync("aria-valuenow"));
        Assert.InRange(int.Parse((await Slider(shown.Page.Dimensions[0].Path, "from").GetAttributeAsync("aria-valuenow"))!, CultureInfo.InvariantCulture), 29, 31);
        await Drag(0.6, 0.6);
        await Expect(band).ToBeHiddenAsync();
        await Picked(null);
    }

    /// <summary>What the page says in four places when so many trials are picked; null: all.</summary>
    private async Task Picked(int? picked)
    {
        string lead = await open.Lead("parallel"), table = await open.Lead("trials"), curves = await open.Lead("curves");
        if (picked is { } some)
        {
            Assert.Equal($"{Grouped(some)} trial{(some == 1 ? "" : "s")} of {Grouped(All)} lie in the ranges picked.", lead);
            Assert.Equal(TableTour.Matching(some, All), table);
            await Expect(ShowAll).ToBeEnabledAsync();
            string told = Regex.Match(curves, "^[0-9]+ curves?( of (?<all>[0-9,]+))?") is { Success: true } match ? match.Groups["all"].Success ? match.Groups["all"].Value : match.Value.Split(' ')[0] : curves;
            Assert.InRange(int.Parse(told, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), 0, some);
        }
        else
        {
            Assert.StartsWith("Drag along an axis", lead, StringComparison.Ordinal);
            Assert.Equal(Every, table);
            await Expect(ShowAll).ToBeDisabledAsync();
        }
    }

    /// <summary>Pointing at a trial tells it, elsewhere nothing; a click opens what was told.</summary>
    private async Task Pointing(ILocator plot)
    {
        Assert.True(await open.DrawnPixels(plot) > 0);
        await plot.FocusAsync();
        await open.Page.Keyboard.PressAsync("ArrowRight");
        await open.Page.Keyboard.PressAsync("ArrowRight");
        await open.RestingPlace(plot);
        LocatorBoundingBoxResult ring = (await plot.Locator(".highlight circle").BoundingBoxAsync())!;
        (float x, float y) = (ring.X + (ring.Width / 2), ring.Y + (ring.Height / 2));
        await open.Page.Keyboard.PressAsync("Escape");
        await Expect(Tip).ToBeHiddenAsync();
        await Expect(plot.Locator(".highlight circle")).ToHaveCountAsync(0);
        await open.Page.Mouse.MoveAsync(x, y);
        string told = await Tip.InnerTextAsync();
        TrialView trial = shown.Trials[Numbers([told])[0]];
        Assert.StartsWith($"Trial {trial.Number}: {(trial.Value is null ? trial.State + "." : shown.Metric + " 0.")}", told, StringComparison.Ordinal);
        Assert.All(shown.Page.Dimensions.Index(), d => Assert.Equal(trial.Parameters[d.Index] is not null, told.Contains($"{d.Item.Path} ", StringComparison.Ordinal)));
        await Expect(plot.Locator(".highlight circle")).ToHaveCountAsync(1);
        await open.Page.Mouse.ClickAsync(x, y);
        await Expect(open.Page.Locator("aside.panel h2")).ToHaveTextAsync($"Trial {trial.Number}");
        await open.Page.Keyboard.PressAsync("Escape");
        await Expect(open.Page.Locator("aside.panel")).ToBeHiddenAsync();
        await Expect(plot).ToBeFocusedAsync();
        await open.Page.Mouse.MoveAsync(1, 1);
        await Expect(Tip).ToBeHiddenAsync();
        await Expect(plot.Locator(".highlight circle")).ToHaveCountAsync(0);
    }

    private static async Task Axes(ILocator plot, string below, string left)
    {
        await plot.ScrollIntoViewIfNeededAsync();
        await Expect(plot.Locator("text.title")).ToHaveTextAsync([below, left]);
        Assert.True(await plot.Locator("svg text:not(.title)").CountAsync() >= 2);
    }

    /// <summary>The keys step over the marks of exactly these trials; of many, over the first ones.</summary>
    private async Task Marks(ILocator plot, IReadOnlyList<TrialView> trials)
    {
        int steps = Math.Min(trials.Count, MostSteps);
        int[] told = Numbers(await open.Told(plot, steps));
        Assert.Equal(steps, told.Distinct().Count());
        Assert.Empty(told.Except(trials.Select(t => t.Number)));
        Assert.True(await open.DrawnPixels(plot) > 0);
    }

    private ILocator Slider(string axis, string end) => open.Page.GetByRole(AriaRole.Slider, new PageGetByRoleOptions { Name = $"{axis}: {end}", Exact = true });

    private static int[] Numbers(string[] told) => [.. told.Select(t => int.Parse(Regex.Match(t, "^Trial ([0-9]+): ").Groups[1].Value, CultureInfo.InvariantCulture))];

    private static string Grouped(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
