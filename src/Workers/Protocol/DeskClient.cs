using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HyperSearch.Workers;

/// <summary>
/// The worker's side of the protocol, over a Unix socket or TCP. What was sent over a network and not answered is sent again, for as long as the coordinator is to be
/// waited for: every message may come twice. A coordinator on this machine that does not answer is dead.
/// </summary>
internal sealed class DeskClient : IDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30), RetryEvery = TimeSpan.FromMilliseconds(500), PatienceToJoin = TimeSpan.FromSeconds(30);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient http;
    private readonly DeskAddress address;
    private readonly TimeProvider time;
    private string worker;
    private TimeSpan patience;

    /// <summary>A client of a coordinator.</summary>
    public DeskClient(DeskAddress address, string worker, TimeProvider time)
    {
        this.address = address;
        this.worker = worker;
        this.time = time;
        patience = address.Socket is null ? PatienceToJoin : TimeSpan.Zero;
        http = new HttpClient(HandlerFor(address, time))
        {
            BaseAddress = address.Uri,
            Timeout = address.Socket is null ? LongestAnswer : Timeout.InfiniteTimeSpan,
        };
        if (address.Token is { } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
        }
    }

    /// <summary>The worker's name: the one it would like until it has joined, then the one it was given.</summary>
    public string Worker => worker;

    /// <summary>Joins the study.</summary>
    /// <returns>What the coordinator says of it.</returns>
    /// <exception cref="HttpRequestException">The coordinator is gone.</exception>
    /// <exception cref="ConnectionException">It refuses this worker.</exception>
    public async Task<JoinAnswer> JoinAsync(CancellationToken cancel = default)
    {
        using HttpResponseMessage answer = await PostAsync("/join", new JoinQuestion(worker, ProgramVersion.Text), ProtocolJson.Default.JoinQuestion, cancel).ConfigureAwait(false);
        JoinAnswer joined = (await answer.Content.ReadFromJsonAsync(ProtocolJson.Default.JoinAnswer, cancel).ConfigureAwait(false))!;
        worker = joined.Worker;
        if (address.Socket is null)
        {
            patience = TimeSpan.FromSeconds(joined.Patience);
        }

        return joined;
    }

    /// <summary>Says that this worker lives, though it neither trains nor waits for work yet.</summary>
    /// <exception cref="HttpRequestException">The coordinator is gone.</exception>
    public async Task LiveAsync()
    {
        using HttpResponseMessage answer = await PostAsync("/alive", new SignOfLife(worker), ProtocolJson.Default.SignOfLife, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Waits for work.</summary>
    /// <returns>An attempt; null when there will be no more.</returns>
    /// <exception cref="HttpRequestException">The coordinator is gone.</exception>
    /// <exception cref="ConnectionException">It refuses this worker.</exception>
    public async Task<WorkAnswer?> AskAsync(CancellationToken cancel = default)
    {
        while (true)
        {
            using HttpResponseMessage answer = await PostAsync("/work", new WorkQuestion(worker, ProgramVersion.Text), ProtocolJson.Default.WorkQuestion, cancel).ConfigureAwait(false);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.Accepted:
                    break;
                case HttpStatusCode.NoContent:
                    return null;
                case HttpStatusCode.PreconditionFailed: // the coordinator was started anew, with the same address and token
                    await JoinAsync(cancel).ConfigureAwait(false);
                    break;
                default:
                    return await answer.Content.ReadFromJsonAsync(ProtocolJson.Default.WorkAnswer, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reports epochs, the end, or only a sign of life.</summary>
    /// <returns>Whether the attempt is still wanted.</returns>
    /// <exception cref="HttpRequestException">The coordinator is gone.</exception>
    /// <exception cref="ConnectionException">It refuses this worker.</exception>
    public async Task<bool> ReportAsync(Report report)
    {
        using HttpResponseMessage answer = await PostAsync("/report", report with { Worker = worker }, ProtocolJson.Default.Report, CancellationToken.None).ConfigureAwait(false);
        return (await answer.Content.ReadFromJsonAsync(ProtocolJson.Default.ReportAnswer).ConfigureAwait(false))!.GoOn;
    }

    /// <summary>Says that this worker ends; tried once, since its silence will say it too.</summary>
    /// <exception cref="HttpRequestException">The coordinator is gone.</exception>
    public async Task LeaveAsync(string why, bool isUnfit)
    {
        patience = TimeSpan.Zero;
        using HttpResponseMessage answer = await PostAsync("/leave", new Farewell(worker, why, isUnfit), ProtocolJson.Default.Farewell, CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private static SocketsHttpHandler HandlerFor(DeskAddress address, TimeProvider time)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
        if (address.Socket is { } socket)
        {
            handler.ConnectCallback = (_, cancel) => UnixConnection.OpenAsync(socket, time, cancel);
        }

        if (address.Authorities is { } authorities)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }

    private async Task<HttpResponseMessage> PostAsync<T>(string path, T message, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        // With its length at its head: a message in chunks costs the coordinator a task and a copy more.
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(message, type);
        long begin = time.GetTimestamp();
        while (true)
        {
            try
            {
                using var content = new ByteArrayContent(text) { Headers = { ContentType = Json } };
                return await CheckAsync(await http.PostAsync(path, content, cancel).ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (HttpRequestException e) when (e.InnerException is AuthenticationException untrusted)
            {
                throw new ConnectionException($"The certificate of {address} is not trusted: {untrusted.Message} --ca names the one that must have signed it.");
            }
            catch (Exception e) when (IsPassing(e) && !cancel.IsCancellationRequested)
            {
                if (time.GetElapsedTime(begin) >= patience)
                {
                    throw new HttpRequestException($"The coordinator at {address} does not answer ({e.Message}).", e);
                }

                await Task.Delay(RetryEvery, time, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether a request may fare better the next time: no answer came at all.</summary>
    private static bool IsPassing(Exception e) => e is HttpRequestException { StatusCode: null } or TaskCanceledException or IOException;

    private static async Task<HttpResponseMessage> CheckAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return answer;
        }

        using (answer)
        {
            string why = $"The coordinator refused: {await answer.Content.ReadAsStringAsync().ConfigureAwait(false)}";
            throw answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Conflict
                ? new ConnectionException(why) : new HttpRequestException(why, null, answer.StatusCode);
        }
    }
}
