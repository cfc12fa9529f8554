using System.Net;
using HyperSearch.Dashboard.Live;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Dashboard.Tests;

/// <summary>The live page.</summary>
public sealed class DashboardTests(Browser browser, Reports reports) : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task A_running_study_comes_in_as_it_is_written()
    {
        StudyDefinition study = SimulatedFolders.Tiny();
        IReadOnlyList<Record> records = SimulatedFolders.Run(study);
        var folder = new StudyFolder(temp["tiny"]);
        using FolderLock held = Held(folder);
        using JournalWriter journal = SimulatedFolders.Begin(folder, study, out _);
        journal.Append(records.Take(records.Count / 2));
        await using DashboardServer server = await Start(folder);
        await using OpenPage open = await browser.Open(server.Address.AbsoluteUri);
        await Expect(open.Page.Locator(".status")).ToHaveTextAsync("live");
        await Expect(open.Page.Locator(".state")).ToHaveTextAsync("running");
        await Expect(open.Page.Locator("#headline h2").First).ToContainTextAsync("Best so far");
        journal.Append(records.Skip(records.Count / 2));
        await Expect(open.Page.Locator(".state")).ToHaveTextAsync("finished");
        await Expect(open.Page.Locator(".progress p")).ToContainTextAsync("8 of 8 trials");
        Assert.True(await open.DrawnPixels(open.Plot("best")) > 100);
        Assert.Empty(open.Complaints);
        Assert.All(open.Requests, request => Assert.StartsWith(server.Address.AbsoluteUri, request, StringComparison.Ordinal));
        Assert.Empty(await AccessibilityTests.Faults(open.Page));
    }

    [Theory]
    [InlineData("aside.panel >> text=Copy the configuration")]
    [InlineData("#trials tbody th button >> nth=0")]
    public async Task What_has_the_focus_keeps_it_while_the_study_goes_on(string focused)
    {
        StudyDefinition study = SimulatedFolders.Tiny();
        IReadOnlyList<Record> records = SimulatedFolders.Run(study);
        var folder = new StudyFolder(temp["tiny"]);
        using FolderLock held = Held(folder);
        using JournalWriter journal = SimulatedFolders.Begin(folder, study, out _);
        int half = records.Index().First(r => r.Item is TrialEnded { Trial: 1 }).Index + 1;
        journal.Append(records.Take(half));
        await using DashboardServer server = await Start(folder);
        await using OpenPage open = await browser.Open(server.Address.AbsoluteUri);
        await open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Open trial 1", Exact = true }).Last.ClickAsync();
        await open.Page.Locator(focused).FocusAsync();
        IElementHandle before = await open.Page.Locator(focused).ElementHandleAsync();
        journal.Append(records.Skip(half));
        await Expect(open.Page.Locator(".state")).ToHaveTextAsync("finished");
        await Expect(open.Page.Locator("#trials tbody tr")).ToHaveCountAsync(8);
        Assert.True(await before.EvaluateAsync<bool>("e => e === document.activeElement"));
    }

    [Fact]
    public async Task A_live_table_has_every_trial_in_its_place()
    {
        StudyDefinition study = SimulatedFolders.Rough();
        IReadOnlyList<Record> records = SimulatedFolders.Run(study, work => work.Trial % 9 == SimulatedFolders.Failed ? 3 : null);
        var folder = new StudyFolder(temp["rough"]);
        using FolderLock held = Held(folder);
        using JournalWriter journal = SimulatedFolders.Begin(folder, study, out _);
        await using DashboardServer server = await Start(folder);
        await using OpenPage open = await browser.Open(server.Address.AbsoluteUri);
        foreach (Record[] part in records.Chunk((records.Count / 4) + 1))
        {
            journal.Append(part);
            await open.Page.Locator("#trials .pages").ScrollIntoViewIfNeededAsync(); // the cards above it grow
            int trials = folder.Read(ToyTrainer.Port).State.Trials.Count;
            await Expect(open.Page.Locator("#trials .lead")).ToHaveTextAsync($"{trials} trials.");
        }

        await Expect(open.Page.Locator(".state")).ToHaveTextAsync("finished");
        string[] live = await Rows(open);
        await open.Page.ReloadAsync();
        await Expect(open.Page.Locator("#trials .lead")).ToHaveTextAsync("60 trials.");
        Assert.Equal(await Rows(open), live);

        static async Task<string[]> Rows(OpenPage page) => [.. await page.Page.Locator("#trials tbody tr").AllInnerTextsAsync()];
    }

    [Fact]
    public async Task Studies_stand_side_by_side_and_each_can_be_shown()
    {
        await using DashboardServer server = await Start(reports.Folder("tiny"), reports.Folder("large"), reports.Folder("rough"));
        await using OpenPage open = await browser.Open(server.Address.AbsoluteUri);
        ILocator rows = open.Page.Locator("#compare tbody tr");
        await Expect(rows.Nth(2)).ToContainTextAsync("60 of 60");
        await Expect(open.Page.Locator("h1")).ToHaveTextAsync("tiny");
        foreach ((int i, string study) in ((int, string)[])[(2, "rough"), (0, "tiny"), (1, "large")])
        {
            // By keyboard, which stays where it was.
            await rows.Nth(i).GetByRole(AriaRole.Button).PressAsync("Enter");
            await Expect(open.Page.Locator("h1")).ToHaveTextAsync(study);
            await Expect(rows.Nth(i).GetByRole(AriaRole.Button)).ToBeFocusedAsync();
            await Expect(open.Page.Locator("#compare tr.selected th")).ToHaveTextAsync(study);
        }

        Assert.Equal("1,000 trials.", await open.Lead("trials"));
        Assert.Equal("true", await rows.Nth(1).GetByRole(AriaRole.Button).GetAttributeAsync("aria-pressed"));
        Assert.True(await open.DrawnPixels(open.Plot("compare")) > 100);
        Assert.True(await open.DrawnPixels(open.Page.Locator(".parallel")) > 100);
        Assert.Empty(open.Complaints);
        Assert.Empty(await AccessibilityTests.Faults(open.Page));
    }

    [Fact]
    public async Task A_connection_says_hello_before_any_study_is_read()
    {
        await using DashboardServer server = await Start(new StudyFolder(temp["not there"]));
        using var http = new HttpClient { BaseAddress = server.Address };
        using var reader = new StreamReader(await http.GetStreamAsync(new Uri("events", UriKind.Relative)));
        Assert.Equal("event: hello", await reader.ReadLineAsync());
        Assert.Contains("not there", await reader.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("", await reader.ReadLineAsync());
        Assert.Equal("event: study", await reader.ReadLineAsync());
        Assert.Contains("there is no such folder", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_hosts_name_is_refused_on_loopback_and_so_is_writing()
    {
        await using DashboardServer server = await Start(reports.Folder("tiny"));
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };
        using HttpResponseMessage misdirected = await http.SendAsync(request), written = await http.PostAsync(new Uri("/", UriKind.Relative), null), page = await http.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal((HttpStatusCode.MisdirectedRequest, HttpStatusCode.MethodNotAllowed, HttpStatusCode.OK), (misdirected.StatusCode, written.StatusCode, page.StatusCode));
        Assert.StartsWith("default-src 'none'; script-src 'self'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_than_on_loopback_the_token_opens_the_page_and_then_leaves_the_address()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => DashboardServer.StartAsync([reports.Folder("tiny")], Settings(IPAddress.Any, null)));
        await using DashboardServer server = await DashboardServer.StartAsync([reports.Folder("tiny")], Settings(IPAddress.Any, "secret"));
        Assert.EndsWith("/?token=secret", server.Address.AbsoluteUri, StringComparison.Ordinal);
        string local = $"http://127.0.0.1:{server.Address.Port}/";
        using var http = new HttpClient();
        using HttpResponseMessage without = await http.GetAsync(new Uri(local + "events")), wrong = await http.GetAsync(new Uri(local + "?token=guess"));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (without.StatusCode, wrong.StatusCode));
        await using OpenPage open = await browser.Open(local + "?token=secret");
        await Expect(open.Page.Locator("h1")).ToHaveTextAsync("tiny");
        Assert.Equal(local, open.Page.Url);
    }

    private static FolderLock Held(StudyFolder folder)
    {
        Directory.CreateDirectory(folder.Root);
        return FolderLock.TryTake(folder.Root, out _)!;
    }

    private static Task<DashboardServer> Start(params StudyFolder[] folders) => DashboardServer.StartAsync(folders, Settings(IPAddress.Loopback, null));

    private static DashboardSettings Settings(IPAddress address, string? token) => new(ToyTrainer.Port, "0.1.0", TimeProvider.System, new IPEndPoint(address, 0), token);
}
