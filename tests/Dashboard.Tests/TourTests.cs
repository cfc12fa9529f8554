using System.Globalization;
using HyperSearch.Dashboard.Views;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HyperSearch.Dashboard.Tests;

/// <summary>Every chart and every control of a report, on each of the three studies, in one page.</summary>
[Collection("clipboard")]
public sealed class TourTests(Browser browser, Reports reports)
{
    [Theory]
    [InlineData("tiny")]
    [InlineData("large")]
    [InlineData("rough")]
    public async Task Every_chart_and_control_does_what_it_says(string study)
    {
        await using OpenPage open = await browser.Open(reports[study]);
        ShownStudy shown = await ShownStudy.Of(open);
        await Headline(open, shown);
        await Theme(open);
        await Diagnoses(open, shown);
        await Importance(open, shown);
        await Rounds(open, shown);
        var charts = new ChartTour(open, shown);
        await charts.BestSoFar();
        await charts.Map();
        await charts.Curves();
        await charts.Slices();
        await charts.Workers();
        await charts.AxesByKeyboard();
        await charts.AxesByPointer();
        var table = new TableTour(open, shown, reports.Folder(study));
        await table.SkipLink();
        await table.Sorting();
        await table.Filters();
        await table.Pages();
        await table.Copying();
        await table.Panel();
        Assert.Empty(open.Complaints);
    }

    private static async Task Headline(OpenPage open, ShownStudy shown)
    {
        StudyPage page = shown.Page;
        ILocator headline = open.Page.Locator("#headline");
        await Expect(open.Page.Locator("h1")).ToHaveTextAsync(page.Name);
        await Expect(open.Page.Locator(".details span")).ToContainTextAsync([page.State, $"maximize {shown.Metric}", $"seed {page.Seed}", $"hash {page.Hash[..12]}", "version 0.1.0", "written "]);
        await Expect(headline.Locator("h2").First).ToHaveTextAsync(page.Headline.Title);
        await Expect(headline.Locator(".strip .dot")).ToHaveCountAsync(page.Headline.Interval is null ? 0 : page.Confirmed[0].Values.Count);
        await Expect(headline.Locator(".advice li > span")).ToHaveTextAsync([.. page.Headline.Advice.Select(a => a.Text)]);
        Assert.Equal(page.Headline.Advice.Count > 0, await headline.Locator(".advice").IsVisibleAsync());
        string[] states = ShownStudy.StatesOf(shown.Trials);
        Assert.Equal(states, await headline.Locator(".meter span").EvaluateAllAsync<string[]>("all => all.map(e => e.className)"));
        Assert.Equal(states.Select(s => string.Create(CultureInfo.InvariantCulture, $"{shown.Trials.Count(t => t.State == s):N0} {s}")), await headline.Locator(".progress .mark").AllInnerTextsAsync());

        ILocator opener = headline.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = $"Open trial {page.Headline.Trial}", Exact = true });
        await opener.ClickAsync();
        await Expect(open.Page.Locator("aside.panel h2")).ToHaveTextAsync($"Trial {page.Headline.Trial}");
        await open.Page.Keyboard.PressAsync("Escape");
        await Expect(open.Page.Locator("aside.panel")).ToBeHiddenAsync();
        await Expect(opener).ToBeFocusedAsync();
    }

    private static async Task Theme(OpenPage open)
    {
        ILocator button = open.Page.Locator("button.theme");
        async Task<(string, string, string)> Look() => (await button.InnerTextAsync(), await open.Page.EvaluateAsync<string>("getComputedStyle(document.body.parentElement).backgroundColor"), await open.Picture(open.Plot("best")));
        var looks = new List<(string Text, string Background, string Picture)> { await Look() };
        for (int press = 0; press < 3; press++)
        {
            await button.ClickAsync();
            await open.Painted();
            looks.Add(await Look());
        }

        Assert.Equal(["Theme: as the system", "Theme: light", "Theme: dark", "Theme: as the system"], looks.Select(l => l.Text));
        Assert.Equal((looks[1].Background, looks[1].Picture), (looks[0].Background, looks[0].Picture));
        Assert.NotEqual(looks[1].Background, looks[2].Background);
        Assert.NotEqual(looks[1].Picture, looks[2].Picture);
        Assert.Equal(looks[0], looks[3]);
    }

    private static async Task Diagnoses(OpenPage open, ShownStudy shown)
    {
        ILocator rows = open.Page.Locator("#diagnoses li");
        await Expect(rows).ToHaveCountAsync(shown.Page.Diagnoses.Count);
        foreach ((int i, var diagnosis) in shown.Page.Diagnoses.Index())
        {
            await Expect(rows.Nth(i).Locator("p")).ToHaveTextAsync($"Trial {diagnosis.Example}: {diagnosis.Evidence}");
            // A state that was chosen before does not keep the verdict's trials away.
            await open.Page.GetByLabel("Filter by state").SelectOptionAsync("waiting");
            await Expect(open.Page.Locator("#trials tbody tr")).ToHaveCountAsync(0);
            await rows.Nth(i).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = diagnosis.Verdict }).ClickAsync();
            await Expect(open.Page.GetByLabel("Filter by text")).ToHaveValueAsync(diagnosis.Verdict);
            Assert.Equal(TableTour.Matching(diagnosis.Trials, shown.Trials.Count), await open.Lead("trials"));
            await Expect(open.Page.Locator("#trials tbody td:nth-last-child(2)")).ToHaveTextAsync([.. Enumerable.Repeat(diagnosis.Verdict, Math.Min(25, diagnosis.Trials))]);
        }

        await open.Page.GetByLabel("Filter by text").FillAsync("");
        Assert.Equal(TableTour.Matching(shown.Trials.Count, shown.Trials.Count), await open.Lead("trials"));
    }

    private static async Task Importance(OpenPage open, ShownStudy shown)
    {
        var importance = shown.Page.Importance!;
        ILocator rows = open.Page.Locator("#importance tbody tr");
        await Expect(open.Page.Locator("#importance tbody tr:not(.pair) th")).ToContainTextAsync([.. importance.Parameters.Select(p => p.Parameter)]);
        await Expect(open.Page.Locator("#importance tbody tr.pair th")).ToHaveTextAsync([.. importance.Pairs.Where(p => p.Variance.Mean >= 0.005).Take(3).Select(p => $"{p.First} with {p.Second}")]);
        await Expect(rows.Locator(".whisker")).ToHaveCountAsync((2 * importance.Parameters.Count) + await open.Page.Locator("#importance tr.pair").CountAsync());
        Assert.Contains(importance.Parameters.Count == 0 ? "too few trials" : importance.Remark ?? $"{importance.Parameters[0].Parameter} mattered most", await open.Lead("importance"), StringComparison.Ordinal);
    }

    private static async Task Rounds(OpenPage open, ShownStudy shown)
    {
        ILocator card = open.Page.Locator("#rounds");
        if (shown.Page.Rounds.Count == 1)
        {
            await Expect(card).ToBeHiddenAsync();
            Assert.StartsWith("One range throughout", await open.Lead("space"), StringComparison.Ordinal);
            return;
        }

        string[] moving = [.. shown.Page.Dimensions.Where(d => d.Choices is null).Select(d => d.Path)];
        await Expect(card.Locator("caption")).ToContainTextAsync(moving);
        foreach ((int i, string path) in moving.Index())
        {
            int d = shown.Page.Dimensions.Index().First(x => x.Item.Path == path).Index;
            ILocator table = card.Locator("table").Nth(i);
            await Expect(table.Locator("tbody th")).ToHaveTextAsync([.. shown.Page.Rounds.Select(r => r.Number.ToString(CultureInfo.InvariantCulture))]);
            await Expect(table.Locator("tbody td:last-child")).ToHaveTextAsync([.. shown.Page.Rounds.Select(r => r.Why[d] ?? "as the study file has it")]);
            // Each bar is as wide as its range; one that narrowed is narrower than the first.
            double[] widths = await table.Locator(".bar").EvaluateAllAsync<double[]>("all => all.map(e => parseFloat(e.style.width))");
            Assert.All(widths, width => Assert.InRange(width, 1e-6, 100.001));
            Assert.Equal(shown.Page.Rounds.Select(r => $"{r.Ranges[d]![0]} {r.Ranges[d]![1]}").Distinct().Count() > 1, widths.Distinct().Count() > 1 || await table.Locator(".bar").EvaluateAllAsync<int>("all => new Set(all.map(e => e.style.left)).size") > 1);
        }
    }
}
