using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HyperSearch.Dashboard.Tests;

/// <summary>Reports as they open from disk.</summary>
public sealed class ReportTests(Browser browser, Reports reports)
{
    private static readonly string[] Plots = ["best", "space", "curves", "slices", "timeline"];

    [Theory]
    [InlineData("tiny")]
    [InlineData("large")]
    [InlineData("rough")]
    public async Task A_report_draws_every_chart_and_asks_for_nothing(string study)
    {
        await using OpenPage open = await browser.Open(reports[study]);
        await Expect(open.Page.Locator("h1")).ToHaveTextAsync(study);
        await Expect(open.Page.Locator("#headline h2").First).ToContainTextAsync("wins: validation.accuracy");
        foreach (string card in Plots)
        {
            Assert.True(await open.DrawnPixels(open.Plot(card)) > 100, $"{card} is empty");
            Assert.NotEmpty(await open.Plot(card).Locator("svg text").AllInnerTextsAsync());
            Assert.NotEmpty((await open.Plot(card).Locator("canvas").GetAttributeAsync("aria-label"))!);
        }

        Assert.True(await open.DrawnPixels(open.Page.Locator(".parallel")) > 100);
        Assert.NotEmpty(await open.Page.Locator("#diagnoses li").AllAsync());
        Assert.Equal(study != "tiny", await open.Page.Locator("#rounds").IsVisibleAsync());
        Assert.Empty(open.Complaints);
        Assert.All(open.Requests, request => Assert.StartsWith("file:", request, StringComparison.Ordinal));
        Assert.Single(open.Requests);
    }

    [Fact]
    public void A_report_of_a_thousand_trials_is_smaller_than_a_megabyte_and_a_half() => Assert.InRange(new FileInfo(reports["large"]).Length, 1, 1_500_000);

    [Fact]
    public async Task Pruned_trials_are_shown_among_the_curves_and_can_be_picked_out()
    {
        await using OpenPage open = await browser.Open(reports["large"]);
        Assert.Matches("of them ended by the pruner", await open.Lead("curves"));
        await open.Page.GetByLabel("Which curves").SelectOptionAsync("best");
        Assert.StartsWith("20 curves.", await open.Lead("curves"), StringComparison.Ordinal);
        await open.Page.GetByLabel("Which curves").SelectOptionAsync("pruned");
        Assert.Equal(["pruned"], await open.Page.Locator("#curves .legend li").AllInnerTextsAsync());
    }

    [Fact]
    public async Task Pointing_at_a_trial_tells_it_and_a_click_opens_it_until_escape()
    {
        await using OpenPage open = await browser.Open(reports["tiny"]);
        ILocator plot = open.Plot("best");
        Assert.True(await open.DrawnPixels(plot) > 0);
        Position last = await open.LastTrialOf("best");
        await plot.HoverAsync(new LocatorHoverOptions { Position = last });
        await Expect(open.Page.Locator(".tip")).ToContainTextAsync("Trial 7: ");
        await plot.ClickAsync(new LocatorClickOptions { Position = last });
        ILocator panel = open.Page.Locator("aside.panel");
        await Expect(panel.Locator("h2")).ToHaveTextAsync("Trial 7");
        await Expect(panel.Locator("dt", new LocatorLocatorOptions { HasText = "optimizer.learningRate" })).ToBeVisibleAsync();
        await Expect(panel.Locator("polyline")).ToBeVisibleAsync();
        await open.Page.Keyboard.PressAsync("Escape");
        await Expect(panel).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("best")]
    [InlineData("space")]
    [InlineData("curves")]
    [InlineData("slices")]
    [InlineData("timeline")]
    public async Task Arrow_keys_step_through_the_trials_of_every_plot_and_Enter_opens_one(string card)
    {
        await using OpenPage open = await browser.Open(reports["rough"]);
        Assert.True(await open.DrawnPixels(open.Plot(card)) > 0);
        await open.Plot(card).FocusAsync();
        await open.Page.Keyboard.PressAsync("ArrowRight");
        string first = await open.Page.Locator(".tip").InnerTextAsync();
        await open.Page.Keyboard.PressAsync("ArrowRight");
        string second = await open.Page.Locator(".tip").InnerTextAsync();
        Assert.Matches("^Trial [0-9]+: ", first);
        Assert.NotEqual(first, second);
        await open.Page.Keyboard.PressAsync("Enter");
        await Expect(open.Page.Locator("aside.panel h2")).ToHaveTextAsync(second[..second.IndexOf(':', StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task A_range_dragged_along_an_axis_picks_trials_out_everywhere()
    {
        await using OpenPage open = await browser.Open(reports["large"]);
        ILocator axis = open.Page.Locator("[data-axis='validation.accuracy']");
        LocatorBoundingBoxResult box = await open.RestingPlace(axis);
        await open.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 25);
        await open.Page.Mouse.DownAsync();
        await open.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2), new MouseMoveOptions { Steps = 4 });
        await open.Page.Mouse.UpAsync();
        string picked = await open.Lead("parallel");
        Assert.Matches("^[0-9]+ trials of 1,000 lie in the ranges picked", picked);
        string number = picked.Split(' ')[0];
        Assert.StartsWith($"{number} trials of 1,000 match", await open.Lead("trials"), StringComparison.Ordinal);
        Assert.Equal("Show all", await open.Page.Locator("#parallel button").InnerTextAsync());
        await open.Page.Locator("#parallel button").ClickAsync();
        Assert.Equal("1,000 trials.", await open.Lead("trials"));
    }

    [Fact]
    public async Task The_handles_of_an_axis_follow_the_keyboard()
    {
        await using OpenPage open = await browser.Open(reports["large"]);
        ILocator low = open.Page.GetByRole(AriaRole.Slider, new PageGetByRoleOptions { Name = "optimizer.learningRate: from" });
        await low.FocusAsync();
        string before = (await low.GetAttributeAsync("aria-valuetext"))!;
        await open.Page.Keyboard.PressAsync("PageUp");
        await open.Page.Keyboard.PressAsync("ArrowUp");
        Assert.Equal("12", await low.GetAttributeAsync("aria-valuenow"));
        Assert.NotEqual(before, await low.GetAttributeAsync("aria-valuetext"));
        Assert.Matches("^[0-9]+ trials of 1,000 match", await open.Lead("trials"));
        await open.Page.Keyboard.PressAsync("Delete");
        Assert.Equal("1,000 trials.", await open.Lead("trials"));
    }

    [Fact]
    public async Task The_parameters_of_the_map_can_be_chosen()
    {
        await using OpenPage open = await browser.Open(reports["large"]);
        await open.DrawnPixels(open.Plot("space"));
        await open.Page.GetByLabel("Parameter across").SelectOptionAsync(new SelectOptionValue { Label = "batchSize" });
        await open.Page.GetByLabel("Parameter up").SelectOptionAsync(new SelectOptionValue { Label = "network.hidden.0" });
        await Expect(open.Plot("space").Locator("text.title").First).ToHaveTextAsync("batchSize");
        await Expect(open.Plot("space").Locator("text.title").Last).ToHaveTextAsync("network.hidden.0");
    }

    [Fact]
    public async Task A_verdict_shows_its_trials_in_the_table()
    {
        await using OpenPage open = await browser.Open(reports["rough"]);
        string trials = (await open.Page.Locator("#diagnoses li", new PageLocatorOptions { HasText = "diverged" }).Locator(".number").InnerTextAsync()).Split(' ')[0];
        await open.Page.Locator("#diagnoses button", new PageLocatorOptions { HasText = "diverged" }).ClickAsync();
        Assert.StartsWith($"{trials} trials of 60 match", await open.Lead("trials"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_mattered_is_told_with_its_uncertainty_or_why_it_cannot_be()
    {
        await using OpenPage large = await browser.Open(reports["large"]), tiny = await browser.Open(reports["tiny"]);
        Assert.Contains("mattered most", await large.Lead("importance"), StringComparison.Ordinal);
        Assert.Equal(5, await large.Page.Locator("#importance tbody tr:not(.pair)").CountAsync());
        Assert.Matches("[0-9.]+ % ± [0-9.]+ %", await large.Page.Locator("#importance td .number").First.InnerTextAsync());
        Assert.Equal(await large.Page.Locator("#importance tbody th").First.InnerTextAsync(), await large.Plot("space").Locator("text.title").First.TextContentAsync());
        Assert.Contains("too few trials", await tiny.Lead("importance"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_round_states_its_ranges_and_why()
    {
        await using OpenPage open = await browser.Open(reports["large"]);
        ILocator table = open.Page.Locator("#rounds table").First;
        await Expect(table.Locator("caption")).ToContainTextAsync("optimizer.learningRate may widen to 1e-5 … 10");
        Assert.Equal(["0", "1", "2"], await table.Locator("tbody th").AllInnerTextsAsync());
        Assert.Matches("narrows: the best", await table.Locator("tbody tr").Nth(1).InnerTextAsync());
    }

    [Fact]
    public async Task The_theme_goes_from_the_systems_to_light_to_dark()
    {
        await using OpenPage open = await browser.Open(reports["tiny"], isDark: true);
        Task<string> Background() => open.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
        string dark = await Background();
        ILocator button = open.Page.Locator("button.theme");
        await button.ClickAsync();
        string light = await Background();
        Assert.NotEqual(dark, light);
        await button.ClickAsync();
        Assert.Equal(("Theme: dark", dark), (await button.InnerTextAsync(), await Background()));
        Assert.True(await open.DrawnPixels(open.Plot("best")) > 0);
    }

    [Fact]
    public async Task A_phone_shows_the_page_without_scrolling_sideways()
    {
        await using OpenPage open = await browser.Open(reports["rough"], width: 360);
        Assert.True(await open.Page.EvaluateAsync<bool>("[...document.querySelectorAll('main, .card, .headline')].every(e => e.getBoundingClientRect().right <= innerWidth)"));
        Assert.True(await open.DrawnPixels(open.Plot("best")) > 0);
    }

    [Fact]
    public async Task A_printed_page_has_every_chart_and_no_controls()
    {
        await using OpenPage open = await browser.Open(reports["rough"], isDark: true);
        await open.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.Equal("rgb(255, 255, 255)", await open.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.False(await open.Page.Locator("#trials .controls").IsVisibleAsync());
        Assert.True(await open.Page.EvaluateAsync<bool>("[...document.querySelectorAll('.card:not([hidden]) .plot canvas')].every(c => c.width > 300 && new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer).some(p => p))"));
    }
}
