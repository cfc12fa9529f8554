using System.Text.Json;
using HyperSearch.TestKit;
using Microsoft.Playwright;

namespace HyperSearch.Dashboard.Tests;

/// <summary>What axe finds.</summary>
public sealed class AccessibilityTests(Browser browser, Reports reports)
{
    private static readonly string Axe = Path.Combine(Checkout.Root, "src", "Dashboard", "Page", "node_modules", "axe-core", "axe.min.js");

    [Theory]
    [InlineData("tiny", false)]
    [InlineData("large", true)]
    [InlineData("rough", false)]
    [InlineData("rough", true)]
    public async Task Axe_finds_no_serious_fault(string study, bool isDark)
    {
        await using OpenPage open = await browser.Open(reports[study], isDark);
        await open.Page.Locator("#trials tbody th button").First.ClickAsync();
        Assert.Empty(await Faults(open.Page));
    }

    /// <summary>The serious and critical faults, with the elements that have them.</summary>
    public static async Task<string[]> Faults(IPage page)
    {
        // Through the debugger: the page's own policy lets no other script in.
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        JsonElement found = await page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] })");
        return
        [
            .. found.GetProperty("violations").EnumerateArray()
                .Where(v => v.GetProperty("impact").GetString() is "serious" or "critical")
                .Select(v => $"{v.GetProperty("id")}: {string.Join("; ", v.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("html").GetString()))}"),
        ];
    }
}
