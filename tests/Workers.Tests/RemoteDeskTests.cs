using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Workers.Tests;

public sealed class RemoteDeskTests
{
    private const string Ask = """{"worker":"w1","version":"1"}""";

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic dTpw")]
    public async Task A_wrong_or_missing_token_is_401_and_logged_whatever_is_asked_for(string? authorization)
    {
        await using Desk desk = await Desk.ListenAsync();
        int before = desk.Records.Count;
        foreach (string path in (string[])["/join", "/work", "/report", "/leave", "/elsewhere"])
        {
            (HttpStatusCode status, string text) = await SendAsync(desk, path, Ask, authorization);
            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.Contains("token", text, StringComparison.Ordinal);
        }

        Assert.Equal(5, desk.Log.All.Count(line => line.Contains("401", StringComparison.Ordinal)));
        await AssertUnharmedAsync(desk, before);
    }

    [Fact]
    public async Task The_token_is_never_logged()
    {
        await using Desk desk = await Desk.ListenAsync();
        await SendAsync(desk, "/elsewhere", "", Bearer(desk));
        await SendAsync(desk, "/join", Ask, Bearer(desk));
        await AssertUnharmedAsync(desk, desk.Records.Count);
        string token = File.ReadAllText(desk.PathOf("token")).Trim();
        Assert.NotEmpty(desk.Log.All);
        Assert.DoesNotContain(desk.Log.All, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/elsewhere", HttpStatusCode.NotFound)]
    [InlineData("/work/../../etc/passwd", HttpStatusCode.NotFound)]
    [InlineData("/%0Aforged line of the log", HttpStatusCode.NotFound)]
    [InlineData("/report", HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_foreign_path_and_an_oversized_body_are_refused_and_logged_in_one_line(string path, HttpStatusCode expected)
    {
        await using Desk desk = await Desk.ListenAsync();
        int before = desk.Records.Count;
        (HttpStatusCode status, _) = await SendAsync(desk, path, new string(' ', expected == HttpStatusCode.NotFound ? 10 : 5 << 20), Bearer(desk));
        Assert.Equal(expected, status);
        string line = Assert.Single(desk.Log.All, line => line.StartsWith("Refused", StringComparison.Ordinal));
        Assert.Contains($"{(int)expected}", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        await AssertUnharmedAsync(desk, before);
    }

    [Fact]
    public async Task Headers_beyond_all_need_are_refused()
    {
        await using Desk desk = await Desk.ListenAsync();
        int before = desk.Records.Count;
        (HttpStatusCode status, _) = await SendAsync(desk, "/work", Ask, "Bearer " + new string('x', 10_000));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, status);
        await AssertUnharmedAsync(desk, before);
    }

    [Fact]
    public async Task A_flood_of_wrong_tokens_is_cut_off_and_does_not_fill_the_log_or_keep_a_worker_out()
    {
        await using Desk desk = await Desk.ListenAsync();
        int before = desk.Records.Count, cut = 0;
        for (int i = 0; i < 60; i++)
        {
            try
            {
                await SendAsync(desk, "/work", Ask, "Bearer guess");
            }
            catch (HttpRequestException)
            {
                cut++;
            }
        }

        Assert.True(cut > 20, $"{cut} of 60 were cut off");
        Assert.Equal(60 - cut, desk.Log.All.Count(line => line.StartsWith("Refused", StringComparison.Ordinal)));
        await AssertUnharmedAsync(desk, before);
    }

    [Fact]
    public async Task A_replayed_result_is_refused_and_logged()
    {
        await using Desk desk = await Desk.ListenAsync();
        using DeskClient client = desk.RemoteClient("node1");
        await client.JoinAsync();
        WorkAnswer work = (await client.AskAsync())!;
        EpochValues[] epochs = [.. Enumerable.Range(1, 3).Select(e => ToyTrainer.Train(work.ToAssignment(), e))];
        var result = new Report("", work.Trial, work.Repeat, work.Attempt, epochs, Ended: true, null);
        Assert.True(await client.ReportAsync(result));
        int before = desk.Records.Count;
        Assert.DoesNotContain(desk.Log.All, line => line.StartsWith("Refused", StringComparison.Ordinal));

        Assert.False(await client.ReportAsync(result));
        Assert.Equal(before, desk.Records.Count);
        Assert.Single(desk.Records.OfType<TrialEnded>());
        string line = Assert.Single(desk.Log.All, line => line.StartsWith("Refused", StringComparison.Ordinal));
        Assert.Contains("node1", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_result_of_an_attempt_whose_worker_was_given_up_is_refused_and_the_next_attempts_counts()
    {
        await using Desk desk = await Desk.ListenAsync();
        using DeskClient frozen = desk.RemoteClient("node1"), other = desk.RemoteClient("node2");
        await frozen.JoinAsync();
        await other.JoinAsync();
        WorkAnswer first = (await frozen.AskAsync())!;
        await desk.Server.LoseAsync("node1", "it was silent");
        WorkAnswer second = (await other.AskAsync())!;
        Assert.Equal((first.Trial, first.Attempt + 1), (second.Trial, second.Attempt));

        EpochValues[] epochs = [.. Enumerable.Range(1, 3).Select(e => ToyTrainer.Train(second.ToAssignment(), e))];
        Assert.False(await frozen.ReportAsync(new Report("", first.Trial, first.Repeat, first.Attempt, epochs, Ended: true, null)));
        Assert.Empty(desk.Records.OfType<TrialEnded>());
        Assert.True(await other.ReportAsync(new Report("", second.Trial, second.Repeat, second.Attempt, epochs, Ended: true, null)));
        Assert.Single(desk.Records.OfType<TrialEnded>());
        Assert.NotNull(await frozen.AskAsync()); // back from the dead, it is as good as any
    }

    [Fact]
    public async Task A_worker_of_another_version_is_told_both_versions_as_it_joins()
    {
        await using Desk desk = await Desk.ListenAsync();
        int before = desk.Records.Count;
        (HttpStatusCode status, string text) = await SendAsync(desk, "/join", """{"worker":"n","version":"9.9.9"}""", Bearer(desk));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("9.9.9", text, StringComparison.Ordinal);
        Assert.Contains(ProgramVersion.Text, text, StringComparison.Ordinal);
        await AssertUnharmedAsync(desk, before);
    }

    [Fact]
    public async Task Two_workers_of_one_name_get_two_and_none_gets_that_of_a_local_one()
    {
        await using Desk desk = await Desk.ListenAsync();
        using DeskClient first = desk.RemoteClient("node"), second = desk.RemoteClient("node"), local = desk.RemoteClient("w1");
        Assert.Equal("node", (await first.JoinAsync()).Worker);
        Assert.Equal("node.2", (await second.JoinAsync()).Worker);
        Assert.Equal("w1.2", (await local.JoinAsync()).Worker);
        WorkAnswer one = (await first.AskAsync())!, two = (await second.AskAsync())!;
        Assert.NotEqual(one.Trial, two.Trial);
    }

    [Fact]
    public async Task A_worker_of_a_coordinator_that_was_started_anew_joins_again_by_itself()
    {
        await using Desk desk = await Desk.ListenAsync();
        using DeskClient client = desk.RemoteClient("node");
        Assert.NotNull(await client.AskAsync());
        Assert.Contains(desk.Log.All, line => line.Contains("joined", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_worker_that_leaves_gives_its_trial_back_at_once_and_why_is_recorded()
    {
        await using Desk desk = await Desk.ListenAsync();
        using DeskClient leaving = desk.RemoteClient("node1"), staying = desk.RemoteClient("node2");
        await leaving.JoinAsync();
        await staying.JoinAsync();
        WorkAnswer first = (await leaving.AskAsync())!;
        await leaving.LeaveAsync("it was asked to end\nby somebody", isUnfit: false);
        Assert.Equal("it was asked to end by somebody", Assert.Single(desk.Records.OfType<AttemptEnded>()).Why);
        Assert.Equal(first.Trial, (await staying.AskAsync())!.Trial);
    }

    private static string Bearer(Desk desk) => $"Bearer {File.ReadAllText(desk.PathOf("token")).Trim()}";

    /// <summary>Nothing was recorded, and a worker finds work.</summary>
    private static async Task AssertUnharmedAsync(Desk desk, int records)
    {
        Assert.Equal(records, desk.Records.Count);
        using DeskClient client = desk.RemoteClient("honest");
        await client.JoinAsync();
        Assert.NotNull(await client.AskAsync());
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(Desk desk, string path, string body, string? authorization)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(desk.Server.Uri, path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.ExpectContinue = true;
        request.Headers.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);
        using HttpResponseMessage answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
