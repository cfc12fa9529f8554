using System.Text.RegularExpressions;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using static Microsoft.Playwright.Assertions;

namespace HyperSearch.Dashboard.Tests;

/// <summary>Texts that others wrote stay texts.</summary>
public sealed class SecurityTests(Browser browser, Reports reports)
{
    [Fact]
    public async Task Hostile_texts_of_programs_and_trainers_are_shown_as_they_are()
    {
        await using OpenPage open = await browser.Open(reports["rough"]);
        await Expect(open.Page.Locator(".advice li").First).ToContainTextAsync(SimulatedFolders.Hostile);
        await open.Page.GetByLabel("Filter by state").SelectOptionAsync("failed");
        await open.Page.Locator("#trials tbody th button").First.ClickAsync();
        await Expect(open.Page.Locator(".panel .why")).ToHaveTextAsync(SimulatedFolders.Hostile);
        Assert.Equal(0, await open.Page.Locator("img").CountAsync());
        Assert.StartsWith("rough: ", await open.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task A_folder_with_a_hostile_name_makes_a_harmless_report()
    {
        using TempFolder temp = new();
        var folder = SimulatedFolders.Write(temp["<img src=x onerror=document.title='taken'>"], SimulatedFolders.Tiny(), SimulatedFolders.Run(SimulatedFolders.Tiny()));
        StudyFolder.Replace(folder.Report, StudyReport.Of(folder, ToyTrainer.Port, TimeProvider.System));
        File.Move(folder.Report, temp["report.html"]);
        await using OpenPage open = await browser.Open(temp["report.html"]);
        await Expect(open.Page.Locator("h1")).ToHaveTextAsync("tiny");
        Assert.Equal(0, await open.Page.Locator("img").CountAsync());
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task The_reports_policy_lets_no_other_script_run_and_nothing_be_asked_for()
    {
        await using OpenPage open = await browser.Open(reports["tiny"]);
        open.MayComplain = true;
        string policy = Regex.Match(await File.ReadAllTextAsync(reports["tiny"], TestContext.Current.CancellationToken), "Content-Security-Policy\" content=\"([^\"]+)\"").Groups[1].Value;
        Assert.StartsWith("default-src &#39;none&#39;; script-src &#39;sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        await open.Page.EvaluateAsync("const s = document.createElement('script'); s.textContent = \"document.title = 'taken'\"; document.body.append(s); fetch('http://127.0.0.1:9/').catch(() => 0)");
        Assert.NotEqual("taken", await open.Page.TitleAsync());
        Assert.Contains(open.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
        Assert.DoesNotContain(open.Requests, request => request.StartsWith("http", StringComparison.Ordinal));
    }
}
