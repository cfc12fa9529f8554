using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HyperSearch.Dashboard.Tests;

/// <summary>What the program of a failed trial wrote to standard error, in the trial's panel.</summary>
public sealed class StandardErrorTests(Browser browser, Reports reports)
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task It_opens_by_click_and_by_keyboard_is_read_and_scrolled_and_has_no_serious_fault(bool byKeyboard, bool isDark)
    {
        await using OpenPage open = await browser.Open(reports["rough"], isDark);
        await open.Page.GetByLabel("Filter by state").SelectOptionAsync("failed");
        ILocator opener = open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Open trial {SimulatedFolders.Failed}", Exact = true });
        if (byKeyboard)
        {
            await opener.FocusAsync();
            await open.Page.Keyboard.PressAsync("Enter");
        }
        else
        {
            await opener.ClickAsync();
        }

        ILocator errors = open.Page.Locator("aside.panel").GetByRole(AriaRole.Region, new LocatorGetByRoleOptions { Name = "Standard error" });
        await Expect(errors).ToContainTextAsync(SimulatedFolders.FailedWith);
        await Expect(errors).ToContainTextAsync(SimulatedFolders.Hostile);
        Assert.Equal(0, await errors.Locator("*").CountAsync());
        Assert.Empty(await AccessibilityTests.Faults(open.Page));

        // From the panel, which has the focus, over its button to close to what was written.
        await open.Page.Keyboard.PressAsync("Tab");
        await open.Page.Keyboard.PressAsync("Tab");
        await Expect(errors).ToBeFocusedAsync();
        await open.Page.Keyboard.PressAsync("End");
        await Expect(errors).ToHaveJSPropertyAsync("scrollTop", await errors.EvaluateAsync<int>("e => e.scrollHeight - e.clientHeight"));
        Assert.True(await errors.EvaluateAsync<int>("e => e.scrollTop") > 100);
        await open.Page.Keyboard.PressAsync("Escape");
        await Expect(errors).ToBeHiddenAsync();
        await Expect(opener).ToBeFocusedAsync();
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task It_is_in_the_report_once_as_text()
    {
        string report = await File.ReadAllTextAsync(reports["rough"]);
        Assert.Equal(1, report.Split(SimulatedFolders.FailedWith).Length - 1);
        Assert.DoesNotContain(SimulatedFolders.FailedWith + "\n</script>", report, StringComparison.Ordinal);
        await using OpenPage open = await browser.Open(reports["rough"]);
        Assert.NotEqual("taken", await open.Page.TitleAsync());
    }
}
