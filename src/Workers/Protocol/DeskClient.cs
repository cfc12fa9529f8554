using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace HyperSearch.Workers;

/// <summary>The worker's side of the protocol.</summary>
internal sealed class DeskClient : IDisposable
{
    private readonly HttpClient http;
    private readonly string worker;

    /// <summary>A client of the coordinator that listens on a Unix socket.</summary>
    public DeskClient(string socket, string worker)
    {
        this.worker = worker;
        http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancel) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancel).ConfigureAwait(false);
                return new NetworkStream(connection, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri("http://coordinator"),
            Timeout = Timeout.InfiniteTimeSpan, // an answer to /work comes when there is work; a dead coordinator closes the connection
        };
    }

    /// <summary>Waits for work.</summary>
    /// <returns>An attempt; null when there will be no more.</returns>
    /// <exception cref="HttpRequestException">The coordinator is gone, or refuses this worker.</exception>
    public async Task<WorkAnswer?> AskAsync()
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync("/work", new WorkQuestion(worker, ProgramVersion.Text), ProtocolJson.Default.WorkQuestion).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NoContent)
        {
            return null;
        }

        await Check(answer).ConfigureAwait(false);
        return await answer.Content.ReadFromJsonAsync(ProtocolJson.Default.WorkAnswer).ConfigureAwait(false);
    }

    /// <summary>Reports epochs, the end, or only a sign of life.</summary>
    /// <returns>Whether the attempt is still wanted.</returns>
    /// <exception cref="HttpRequestException">The coordinator is gone.</exception>
    public async Task<bool> ReportAsync(Report report)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync("/report", report with { Worker = worker }, ProtocolJson.Default.Report).ConfigureAwait(false);
        await Check(answer).ConfigureAwait(false);
        return (await answer.Content.ReadFromJsonAsync(ProtocolJson.Default.ReportAnswer).ConfigureAwait(false))!.GoOn;
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private static async Task Check(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"The coordinator refused: {await answer.Content.ReadAsStringAsync().ConfigureAwait(false)}", null, answer.StatusCode);
        }
    }
}
