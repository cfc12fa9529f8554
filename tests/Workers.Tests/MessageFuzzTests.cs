using System.Net;
using System.Net.Sockets;
using System.Text;
using HyperSearch.Search.Coordination;
using HyperSearch.TestKit;

namespace HyperSearch.Workers.Tests;

/// <summary>Whatever a worker sends, it is answered or refused, and the study goes on.</summary>
public sealed class MessageFuzzTests
{
    private static readonly string[] Words = ["null", "\"layers\":{\"a\":null}", "\"diagnosis\":{\"verdict\":null}", "\"NaN\"", "[null]", "\"ended\":true", "\\ud800", "\"epochs\":[]", "-1"];

    [Fact]
    public async Task A_mutated_message_is_answered_or_refused()
    {
        await using Desk desk = await Desk.OpenAsync(trials: 1000);
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, cancel) => await ConnectAsync(desk.Socket, cancel) });
        using DeskClient client = desk.Client("w");
        Assert.NotNull(await client.AskAsync());

        // Of a trial that is not given out: values that differ from those on record would end the run, as they must.
        const string report = """{"worker":"w","trial":500,"repeat":0,"attempt":7,"epochs":[{"epoch":1,"metrics":{"validation.accuracy":0.5,"validation.loss":1},"isLast":false,"layers":{"deadShare":[0.1,0]},"diagnosis":null}],"ended":false,"error":null}""";

        // The version is wrong in every question: a right one would wait for work that the fuzzer never gives back.
        byte[][] corpus = [Encoding.UTF8.GetBytes(report), """{"worker":"w","version":"none"}"""u8.ToArray(), """{"worker":"w","why":"its time is up","isUnfit":true}"""u8.ToArray()];
        string[] paths = ["report", "work", "join", "alive", "leave"];
        int taken = 0, refused = 0;
        int inputs = new Fuzzer(corpus, Words).Run(bytes =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"http://coordinator/{paths[bytes.Length % paths.Length]}") { Content = new ByteArrayContent(bytes) };
            try
            {
                using HttpResponseMessage answer = http.Send(request);
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent or HttpStatusCode.BadRequest or HttpStatusCode.Conflict, $"{answer.StatusCode}");
                taken += answer.IsSuccessStatusCode ? 1 : 0;
                refused += answer.IsSuccessStatusCode ? 0 : 1;
            }
            catch (HttpRequestException)
            {
                refused++; // who is refused again and again is cut off without an answer
            }
        });
        Assert.True(taken >= inputs / 500 && refused >= inputs / 2, $"{taken} taken, {refused} refused");
        Assert.NotNull(await client.AskAsync());
        Assert.True(desk.State.Trials.Count > 0 && desk.State.Find(new WorkId(0)) is not null);
    }

    private static async ValueTask<Stream> ConnectAsync(string socket, CancellationToken cancel)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancel);
        return new NetworkStream(connection, ownsSocket: true);
    }
}
