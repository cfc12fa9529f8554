using System.Net;
using System.Net.Sockets;
using System.Text;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Workers.Tests;

public sealed class DeskServerTests
{
    [Theory]
    [InlineData("POST", "/nothing")]
    [InlineData("GET", "/work")]
    [InlineData("DELETE", "/report")]
    public async Task An_unknown_path_or_method_is_404(string method, string path)
    {
        await using Desk desk = await Desk.OpenAsync();
        (HttpStatusCode status, string text) = await SendAsync(desk, new HttpMethod(method), path, "");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("/work, /report", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/report", "")]
    [InlineData("/report", "garbage")]
    [InlineData("/report", "null")]
    [InlineData("/report", "{}")]
    [InlineData("/report", """{"worker":null,"trial":0,"repeat":0,"attempt":1,"epochs":[],"ended":false,"error":null}""")]
    [InlineData("/report", """{"worker":"w","trial":"x","repeat":0,"attempt":1,"epochs":[],"ended":false,"error":null}""")]
    [InlineData("/report", """{"worker":"w","trial":0,"repeat":0,"attempt":1,"epochs":null,"ended":false,"error":null}""")]
    [InlineData("/report", """{"worker":"w","trial":0,"repeat":0,"attempt":1,"epochs":[null],"ended":false,"error":null}""")]
    [InlineData("/report", """{"worker":"w","trial":0,"repeat":0,"attempt":1,"epochs":[{"epoch":1,"metrics":null}],"ended":false,"error":null}""")]
    [InlineData("/work", "[")]
    [InlineData("/work", "{}")]
    [InlineData("/work", "{\"worker\":\"w\"}")]
    public async Task Garbage_is_400_and_changes_nothing(string path, string body)
    {
        await using Desk desk = await Desk.OpenAsync();
        int before = desk.Records.Count;
        (HttpStatusCode status, _) = await SendAsync(desk, HttpMethod.Post, path, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(before, desk.Records.Count);
        using DeskClient client = desk.Client("w1");
        Assert.NotNull(await client.AskAsync());
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_413()
    {
        await using Desk desk = await Desk.OpenAsync();
        (HttpStatusCode status, _) = await SendAsync(desk, HttpMethod.Post, "/report", new string(' ', 5 << 20));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task A_worker_of_another_version_is_409_and_told_both_versions()
    {
        await using Desk desk = await Desk.OpenAsync();
        (HttpStatusCode status, string text) = await SendAsync(desk, HttpMethod.Post, "/work", """{"worker":"w1","version":"9.9.9"}""");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("9.9.9", text, StringComparison.Ordinal);
        Assert.Contains(ProgramVersion.Text, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_report_changes_nothing_and_a_late_one_is_told_to_stop()
    {
        await using Desk desk = await Desk.OpenAsync();
        using DeskClient client = desk.Client("w1");
        WorkAnswer work = (await client.AskAsync())!;
        EpochValues[] epochs = [.. Enumerable.Range(1, 3).Select(e => Train(work, e))];
        var first = new Report("", work.Trial, work.Repeat, work.Attempt, epochs[..1], Ended: false, null);
        Assert.True(await client.ReportAsync(first));
        int before = desk.Records.Count;
        Assert.True(await client.ReportAsync(first));
        Assert.Equal(before, desk.Records.Count);

        var wrongAttempt = first with { Attempt = 7, Epochs = epochs[1..2] };
        Assert.False(await client.ReportAsync(wrongAttempt));
        using DeskClient other = desk.Client("w2");
        Assert.False(await other.ReportAsync(first with { Epochs = epochs[1..2] }));
        Assert.False(await other.ReportAsync(first with { Trial = 99 }));
        Assert.False(await other.ReportAsync(first with { Trial = -1 }));
        Assert.Equal(before, desk.Records.Count);

        await client.ReportAsync(first with { Epochs = epochs[1..], Ended = true });
        TrialEnded ended = Assert.Single(desk.Records.OfType<TrialEnded>());
        Assert.Equal((work.Trial, Outcome.Completed, 3), (ended.Trial, ended.Outcome, ended.Epochs));
        Assert.False(await client.ReportAsync(first with { Epochs = epochs[1..], Ended = true }));
        Assert.Single(desk.Records.OfType<TrialEnded>());
    }

    [Fact]
    public async Task A_worker_that_asks_again_gives_up_what_it_had()
    {
        await using Desk desk = await Desk.OpenAsync();
        using DeskClient client = desk.Client("w1");
        WorkAnswer first = (await client.AskAsync())!, second = (await client.AskAsync())!;
        Assert.Equal((first.Trial, first.Attempt + 1), (second.Trial, second.Attempt));
        Assert.False(await client.ReportAsync(new Report("", first.Trial, first.Repeat, first.Attempt, [Train(first, 1)], Ended: false, null)));
    }

    [Fact]
    public async Task Silence_counts_for_a_worker_that_has_work_and_not_for_one_that_waits()
    {
        await using Desk desk = await Desk.OpenAsync(trials: 1);
        using DeskClient client = desk.Client("w1"), other = desk.Client("w2");
        Assert.Null(desk.Server.Roster.SilenceOf("w1"));
        await client.AskAsync();
        Assert.NotNull(desk.Server.Roster.SilenceOf("w1"));
        Task<WorkAnswer?> waiting = other.AskAsync();
        Assert.Null(desk.Server.Roster.SilenceOf("w2"));
        Assert.False(waiting.IsCompleted);
        desk.Server.Forget("w1");
        Assert.Null(desk.Server.Roster.SilenceOf("w1"));
    }

    private static EpochValues Train(WorkAnswer work, int epoch) => ToyTrainer.Train(new Assignment(new WorkId(work.Trial, work.Repeat), work.Attempt, work.Seed, work.Metric, work.Trainer), epoch);

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(Desk desk, HttpMethod method, string path, string body)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(desk.Socket), cancel);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
        using var request = new HttpRequestMessage(method, $"http://coordinator{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.ExpectContinue = true;
        using HttpResponseMessage answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
