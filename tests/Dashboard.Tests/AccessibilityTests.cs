using System.Net;
using System.Text.Json;
using HyperSearch.Dashboard.Live;
using HyperSearch.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HyperSearch.Dashboard.Tests;

/// <summary>What axe finds.</summary>
public sealed class AccessibilityTests(Browser browser, Reports reports)
{
    private const int Phone = 390;
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

    [Theory]
    [InlineData("large", false)]
    [InlineData("rough", true)]
    public async Task Axe_finds_no_serious_fault_on_a_phone(string study, bool isDark)
    {
        await using OpenPage open = await browser.Open(reports[study], isDark, Phone);
        Assert.Empty(await Faults(open.Page));
        await open.Page.Locator("#trials tbody th button").First.ClickAsync();
        Assert.Empty(await Faults(open.Page));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Axe_finds_no_serious_fault_in_a_dashboard_on_a_phone(bool isDark)
    {
        var settings = new DashboardSettings(ToyTrainer.Port, "0.1.0", TimeProvider.System, new IPEndPoint(IPAddress.Loopback, 0), null);
        await using DashboardServer server = await DashboardServer.StartAsync([reports.Folder("rough"), reports.Folder("tiny")], settings);
        await using OpenPage open = await browser.Open(server.Address.AbsoluteUri, isDark, Phone);
        await Expect(open.Page.Locator("#compare tbody button")).ToHaveCountAsync(2);
        await Expect(open.Page.Locator("h1")).ToHaveTextAsync("rough");
        Assert.Empty(await Faults(open.Page));
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
