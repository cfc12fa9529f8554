using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Dashboard.Views;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HyperSearch.Dashboard.Tests;

/// <summary>The part of the tour that leads over the table of trials and the panel of one.</summary>
internal sealed class TableTour(OpenPage open, ShownStudy shown, StudyFolder folder)
{
    private const int PerPage = 25;

    private ILocator Opened => open.Page.Locator("aside.panel");

    private ILocator Text => open.Page.GetByLabel("Filter by text");

    private ILocator State => open.Page.GetByLabel("Filter by state");

    /// <summary>What the table says of how many trials match.</summary>
    public static string Matching(int some, int all) => string.Create(CultureInfo.InvariantCulture, $"{some:N0} trial{(some == 1 ? "" : "s")}") + (some == all ? "." : string.Create(CultureInfo.InvariantCulture, $" of {all:N0} match."));

    public async Task SkipLink()
    {
        await open.Page.EvaluateAsync("scrollTo(0, 0)");
        await open.Page.Locator("a.skip").PressAsync("Enter");
        await Expect(open.Page.Locator("#trials h2")).ToBeInViewportAsync();
        await open.Page.Keyboard.PressAsync("Tab");
        Assert.True(await open.Page.EvaluateAsync<bool>("document.querySelector('#trials').contains(document.activeElement)"));
    }

    public async Task Sorting()
    {
        // Each column with what it is sorted by; the objective shows the best on top first.
        (string Title, Func<TrialView, object?> Key)[] columns =
        [
            ("trial", t => t.Number),
            ("state", t => t.State),
            (shown.Metric, t => t.Value),
            ("epochs", t => t.Epochs),
            ("round", t => t.Round),
            .. shown.Page.Dimensions.Index().Select(d => (d.Item.Path, (Func<TrialView, object?>)(t => t.Parameters[d.Index]))),
            ("diagnosis", t => t.Diagnosis ?? t.Why),
        ];
        ILocator heads = open.Page.Locator("#trials thead th");
        await Expect(heads).ToHaveTextAsync([.. columns.Select(c => c.Title), "config"]);
        await Sorted(2, columns[2].Key, descending: true);
        foreach ((int i, (string title, Func<TrialView, object?> key)) in columns.Index().OrderBy(c => c.Index == 2))
        {
            bool first = title == shown.Metric;
            foreach (bool descending in (bool[])[first, !first])
            {
                await heads.Nth(i).GetByRole(AriaRole.Button).ClickAsync();
                await Sorted(i, key, descending);
                await Expect(heads.Nth(i).GetByRole(AriaRole.Button)).ToBeFocusedAsync();
            }
        }

    }

    public async Task Filters()
    {
        Assert.Equal(["every state", .. ShownStudy.States], await State.Locator("option").AllInnerTextsAsync());
        foreach (string state in ShownStudy.States)
        {
            int expected = shown.Trials.Count(t => t.State == state);
            await State.SelectOptionAsync(state);
            Assert.Equal(Matching(expected, shown.Trials.Count), await open.Lead("trials"));
            Assert.Equal(Enumerable.Repeat(state, Math.Min(PerPage, expected)), await open.Page.Locator("#trials tbody td:nth-child(2)").AllInnerTextsAsync());
        }

        await State.SelectOptionAsync(shown.Ranked[0].State);
        await Text.FillAsync($"{shown.Ranked[0].Number} {shown.Ranked[0].State.ToUpperInvariant()}");
        string[] rows = [.. await open.Page.Locator("#trials tbody tr").AllInnerTextsAsync()];
        Assert.InRange(rows.Length, 1, Math.Min(PerPage, shown.Trials.Count));
        Assert.All(rows, row => Assert.Contains($"{shown.Ranked[0].Number}", row, StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith($"{shown.Ranked[0].Number}\t", StringComparison.Ordinal));
        await Text.FillAsync("nothing has this text");
        Assert.Equal(Matching(0, shown.Trials.Count), await open.Lead("trials"));
        await Expect(open.Page.Locator("#trials tbody tr")).ToHaveCountAsync(0);
        await Text.FillAsync("");
        await State.SelectOptionAsync("");
        Assert.Equal(Matching(shown.Trials.Count, shown.Trials.Count), await open.Lead("trials"));
    }

    public async Task Pages()
    {
        ILocator next = open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Next" }), previous = open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Previous" });
        int pages = (shown.Trials.Count + PerPage - 1) / PerPage, last = Math.Min(pages, 4);
        for (int page = 1; page < last; page++)
        {
            await Expect(open.Page.Locator(".pages span")).ToHaveTextAsync($"page {page} of {pages}");
            await next.FocusAsync();
            await open.Page.Keyboard.PressAsync("Enter");
            // The focus stays, so that the next press turns the next page; at the end it goes to the way back.
            await Expect(page + 1 < pages ? next : previous).ToBeFocusedAsync();
            Assert.Equal(shown.Trials.Order(By(t => t.Value, descending: false)).Skip(page * PerPage).Take(PerPage).Select(t => $"{t.Number}"), await open.Page.Locator("#trials tbody th").AllInnerTextsAsync());
        }

        await Expect(next).ToBeEnabledAsync(new LocatorAssertionsToBeEnabledOptions { Enabled = last < pages });
        for (int page = last; page > 1; page--)
        {
            await previous.ClickAsync();
        }

        await Expect(open.Page.Locator(".pages span")).ToHaveTextAsync($"page 1 of {pages}");
        await Expect(previous).ToBeDisabledAsync();
    }

    public async Task Copying()
    {
        int first = int.Parse(await open.Page.Locator("#trials tbody th").First.InnerTextAsync(), CultureInfo.InvariantCulture);
        Assert.NotEqual(shown.Page.Headline.Trial, first);
        await Copied(open.Page.Locator("#trials tbody").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = $"Copy the configuration of trial {first}", Exact = true }), first);
        await open.Page.Locator("#headline").GetByRole(AriaRole.Button).ClickAsync();
        await Copied(Opened.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = $"Copy the configuration of trial {shown.Page.Headline.Trial}", Exact = true }), shown.Page.Headline.Trial!.Value);
        await Opened.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Close" }).ClickAsync();
        await Expect(Opened).ToBeHiddenAsync();
    }

    /// <summary>The panel of a trial of each state, and of one that was repeated.</summary>
    public async Task Panel()
    {
        // The best on top, where those are that were repeated.
        await open.Page.Locator("#trials thead button").Nth(2).ClickAsync();
        await Sorted(2, t => t.Value, descending: true);
        foreach (TrialView trial in ShownStudy.StatesOf(shown.Trials).SelectMany(state => shown.Trials.Where(t => t.State == state).Order(Best()).Take(PerPage).DistinctBy(IsConfirmed)))
        {
            await State.SelectOptionAsync(trial.State);
            ILocator opener = open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Open trial {trial.Number}", Exact = true }).Last;
            await opener.ClickAsync();
            await Expect(Opened.Locator("h2")).ToHaveTextAsync($"Trial {trial.Number}");
            await Expect(Opened.Locator("header .mark")).ToHaveTextAsync(trial.State);
            await Expect(Opened).ToBeFocusedAsync();
            await Expect(Opened.Locator("dt")).ToHaveTextAsync([shown.Metric, "epochs", "round", "time", .. shown.Page.Dimensions.Select(d => d.Path)]);
            string[] facts = [.. await Opened.Locator("dd").AllInnerTextsAsync()];
            Assert.Equal((trial.Value is null, $"{trial.Epochs} of {trial.Budget}", $"{trial.Round}"), (facts[0] == "none", facts[1], facts[2]));
            Assert.EndsWith(trial.Attempts.Count(a => a.Repeat == 0) is var tries && tries == 1 ? "in 1 attempt" : $"in {tries} attempts", facts[3], StringComparison.Ordinal);
            Assert.Equal(trial.Parameters.Select(p => p is null), facts[4..].Select(f => f == "inactive"));
            string[] parts =
            [
                "Parameters",
                .. trial.Curve.Count > 1 ? (string[])["Learning curve"] : [],
                .. trial.Diagnosis is null ? (string[])[] : ["Diagnosis"],
                .. trial.Why is null ? (string[])[] : ["Why it ended"],
                .. trial.Errors is null ? (string[])[] : ["Standard error"],
                .. IsConfirmed(trial) ? (string[])["On fresh seeds"] : [],
            ];
            Assert.Equal(parts, await Opened.Locator("h3").AllInnerTextsAsync());
            await Expect(open.Page.Locator("#trials tbody tr.selected th")).ToHaveTextAsync($"{trial.Number}");
            await open.Page.Keyboard.PressAsync("Escape");
            await Expect(Opened).ToBeHiddenAsync();
            await Expect(opener).ToBeFocusedAsync();
            await Expect(open.Page.Locator("#trials tbody tr.selected")).ToHaveCountAsync(0);
        }

        await State.SelectOptionAsync("");
    }

    private bool IsConfirmed(TrialView trial) => shown.Page.Confirmed.Any(c => c.Trial == trial.Number);

    private async Task Copied(ILocator button, int trial)
    {
        await button.ClickAsync();
        await Expect(button).ToHaveTextAsync("Copied");
        JsonNode copied = JsonNode.Parse(await open.Page.EvaluateAsync<string>("navigator.clipboard.readText()"))!;
        var state = folder.Read(ToyTrainer.Port).State;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(state.Trials[trial].Parameters.ApplyTo(state.Definition.Trainer).ToJsonString()), copied["trainer"]), copied.ToJsonString());
        Assert.Equal(state.Definition.Seed, copied["seed"]!.GetValue<ulong>());
    }

    private async Task Sorted(int column, Func<TrialView, object?> key, bool descending)
    {
        await Expect(open.Page.Locator("#trials thead th[aria-sort]")).ToHaveAttributeAsync("aria-sort", descending ? "descending" : "ascending");
        await Expect(open.Page.Locator("#trials thead th").Nth(column)).ToHaveAttributeAsync("aria-sort", descending ? "descending" : "ascending");
        IEnumerable<TrialView> expected = shown.Trials.Order(By(key, descending)).Take(PerPage);
        Assert.Equal(expected.Select(t => $"{t.Number}"), await open.Page.Locator("#trials tbody th").AllInnerTextsAsync());
    }

    private static Comparer<TrialView> Best() => By(t => t.Value, descending: true);

    /// <summary>Trials without a value come last, whichever way, and of equal ones the first.</summary>
    private static Comparer<TrialView> By(Func<TrialView, object?> key, bool descending) => Comparer<TrialView>.Create((a, b) =>
    {
        int order = (key(a), key(b)) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            (string x, string y) => Math.Sign(string.CompareOrdinal(x, y)) * (descending ? -1 : 1),
            (IComparable x, { } y) => Math.Sign(x.CompareTo(y)) * (descending ? -1 : 1),
            _ => throw new ArgumentException("These have no order."),
        };
        return order != 0 ? order : a.Number.CompareTo(b.Number);
    });
}
