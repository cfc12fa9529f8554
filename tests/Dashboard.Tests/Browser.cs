using HyperSearch.TestKit;
using Microsoft.Playwright;

namespace HyperSearch.Dashboard.Tests;

/// <summary>One browser for all tests: Debian's Chromium.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(Chromium), $"{Chromium} is missing: apt-get install chromium");
        Assertions.SetDefaultExpectTimeout(20_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    /// <summary>Opens a page.</summary>
    /// <param name="address">Its address, or the path of a file.</param>
    /// <param name="isDark">Whether the system has a dark theme.</param>
    /// <param name="width">The window's width.</param>
    public async Task<OpenPage> Open(string address, bool isDark = false, int width = 1300)
    {
        IBrowserContext context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            Permissions = ["clipboard-read", "clipboard-write"],
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(Path.IsPathRooted(address) ? new Uri(address).AbsoluteUri : address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
    }
}
