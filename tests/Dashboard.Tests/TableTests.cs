using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HyperSearch.Dashboard.Tests;

/// <summary>The table of trials.</summary>
[Collection("clipboard")]
public sealed class TableTests(Browser browser, Reports reports)
{
    [Fact]
    public async Task A_column_sorts_the_best_on_top_and_then_the_other_way()
    {
        await using OpenPage open = await browser.Open(reports["large"]);
        double[] values = await Numbers(open, 2);
        Assert.Equal(values.OrderDescending(), values);
        await Head(open, "validation.accuracy").ClickAsync();
        Assert.Equal("ascending", await HeadCell(open, "validation.accuracy").GetAttributeAsync("aria-sort"));
        double[] worst = await Numbers(open, 2);
        Assert.Equal(worst.Order(), worst);
        Assert.True(worst[0] < values[^1]);
        await Head(open, "trial").ClickAsync();
        Assert.Equal(Enumerable.Range(0, 25).Select(n => n.ToString(CultureInfo.InvariantCulture)), await open.Page.Locator("#trials tbody th").AllInnerTextsAsync());
    }

    [Fact]
    public async Task Text_and_state_filter_together_and_pages_turn()
    {
        await using OpenPage open = await browser.Open(reports["large"]);
        await open.Page.GetByLabel("Filter by state").SelectOptionAsync("diverged");
        Assert.Equal(["diverged"], (await open.Page.Locator("#trials tbody td:nth-child(2)").AllInnerTextsAsync()).Distinct());
        await open.Page.GetByLabel("Filter by text").FillAsync("nothing has this text");
        Assert.StartsWith("0 trials of 1,000 match", await open.Lead("trials"), StringComparison.Ordinal);
        await open.Page.GetByLabel("Filter by text").FillAsync("");
        await open.Page.GetByLabel("Filter by state").SelectOptionAsync("");
        await open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Next" }).ClickAsync();
        await Expect(open.Page.Locator(".pages span")).ToHaveTextAsync("page 2 of 40");
        await open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Previous" }).ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Previous" })).ToBeDisabledAsync();
    }

    [Fact]
    public async Task The_copied_configuration_is_the_trials_with_its_parameters_in_their_places()
    {
        await using OpenPage open = await browser.Open(reports["rough"]);
        await Head(open, "trial").ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Copy the configuration of trial 2", Exact = true }).ClickAsync();
        await Expect(open.Page.Locator("#trials tbody tr").Nth(2).Locator(".copy")).ToHaveTextAsync("Copied");
        JsonNode copied = JsonNode.Parse(await open.Page.EvaluateAsync<string>("navigator.clipboard.readText()"))!;
        var state = reports.Folder("rough").Read(TestKit.ToyTrainer.Port).State;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(state.Trials[2].Parameters.ApplyTo(state.Definition.Trainer).ToJsonString()), copied["trainer"]), copied.ToJsonString());
        Assert.Equal(state.Definition.Seed, copied["seed"]!.GetValue<ulong>());
    }

    [Fact]
    public async Task A_trial_opens_from_its_row_and_the_focus_comes_back()
    {
        await using OpenPage open = await browser.Open(reports["large"]);
        ILocator row = open.Page.Locator("#trials tbody tr").First;
        string number = await row.Locator("th").InnerTextAsync();
        await row.Locator("th button").ClickAsync();
        await Expect(open.Page.Locator("aside.panel h2")).ToHaveTextAsync($"Trial {number}");
        await open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Close" }).ClickAsync();
        await Expect(open.Page.Locator("aside.panel")).ToBeHiddenAsync();
    }

    private static ILocator HeadCell(OpenPage open, string title) => open.Page.Locator("#trials thead th").Filter(new LocatorFilterOptions { Has = open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = title, Exact = true }) });

    private static ILocator Head(OpenPage open, string title) => open.Page.Locator("#trials thead").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = title, Exact = true });

    private static async Task<double[]> Numbers(OpenPage open, int column) =>
        [.. (await open.Page.Locator($"#trials tbody tr td:nth-child({column + 1})").AllInnerTextsAsync()).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
}
