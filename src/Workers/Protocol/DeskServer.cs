using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HyperSearch.Search.Coordination;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace HyperSearch.Workers;

/// <summary>The coordinator's side of the protocol: HTTP and JSON over a Unix socket, in front of a <see cref="StudyDesk"/>.</summary>
internal sealed class DeskServer : IAsyncDisposable
{
    private const long LargestMessage = 4 << 20;

    private readonly WebApplication web;
    private readonly StudyDesk desk;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, long> lastHeard = new();
    private readonly ConcurrentDictionary<string, bool> asked = new();
    private readonly ConcurrentDictionary<string, (long Begin, long LastEpoch)> training = new();
    private long reports;

    private DeskServer(StudyDesk desk, string socket, TimeProvider time)
    {
        this.desk = desk;
        this.time = time;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ListenUnixSocket(socket);
            kestrel.Limits.MaxRequestBodySize = LargestMessage;
            kestrel.AddServerHeader = false;
        });
        web = builder.Build();
        web.Run(Answer);
    }

    /// <summary>Starts to listen on a socket.</summary>
    public static async Task<DeskServer> StartAsync(StudyDesk desk, string socket, TimeProvider time)
    {
        var server = new DeskServer(desk, socket, time);
        await server.web.StartAsync().ConfigureAwait(false);
        return server;
    }

    /// <summary>How many reports have come in.</summary>
    public long Reports => Interlocked.Read(ref reports);

    /// <summary>Says that a worker was started and is to ask for work.</summary>
    public void Expect(string worker) => lastHeard[worker] = time.GetTimestamp();

    /// <summary>Whether a worker has asked for work.</summary>
    public bool HasAsked(string worker) => asked.ContainsKey(worker);

    /// <summary>How long a worker that starts or trains has been silent; null if it waits for work.</summary>
    public TimeSpan? SilenceOf(string worker) => lastHeard.TryGetValue(worker, out long at) ? time.GetElapsedTime(at) : null;

    /// <summary>How long a worker has had its trial, and how long ago it reported an epoch of it; null where it has none.</summary>
    public (TimeSpan? Trial, TimeSpan? Epoch) TimesOf(string worker) =>
        training.TryGetValue(worker, out (long Begin, long LastEpoch) times) ? (time.GetElapsedTime(times.Begin), time.GetElapsedTime(times.LastEpoch)) : (null, null);

    /// <summary>Forgets a worker that is gone.</summary>
    public void Forget(string worker)
    {
        lastHeard.TryRemove(worker, out _);
        asked.TryRemove(worker, out _);
        training.TryRemove(worker, out _);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero, time);
        await web.StopAsync(now.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await web.DisposeAsync().ConfigureAwait(false);
    }

    private async Task Answer(HttpContext http)
    {
        try
        {
            Task answer = (http.Request.Method, http.Request.Path.Value) switch
            {
                ("POST", "/work") => AnswerWork(http),
                ("POST", "/report") => AnswerReport(http),
                _ => Refuse(http, StatusCodes.Status404NotFound, "There are /work and /report."),
            };
            await answer.ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            await Refuse(http, StatusCodes.Status400BadRequest, e.Message).ConfigureAwait(false);
        }
    }

    private async Task AnswerWork(HttpContext http)
    {
        WorkQuestion question = await Read(http, ProtocolJson.Default.WorkQuestion).ConfigureAwait(false);
        if (question.Version != ProgramVersion.Text)
        {
            await Refuse(http, StatusCodes.Status409Conflict, $"The coordinator is version {ProgramVersion.Text}, the worker {question.Version}.").ConfigureAwait(false);
            return;
        }

        lastHeard.TryRemove(question.Worker, out _);
        training.TryRemove(question.Worker, out _);
        asked[question.Worker] = true;
        Assignment? assignment = await desk.AskAsync(question.Worker).ConfigureAwait(false);
        if (assignment is null)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        long now = lastHeard[question.Worker] = time.GetTimestamp();
        training[question.Worker] = (now, now);
        await http.Response.WriteAsJsonAsync(WorkAnswer.Of(assignment), ProtocolJson.Default.WorkAnswer, cancellationToken: CancellationToken.None).ConfigureAwait(false);
    }

    private async Task AnswerReport(HttpContext http)
    {
        Report report = await Read(http, ProtocolJson.Default.Report).ConfigureAwait(false);
        if (report.Epochs.Any(e => e is null || e.Layers?.Values.Contains(null!) == true))
        {
            throw new JsonException("An epoch, or a measure of its layers, is null."); // the serializer does not look at the items of a list
        }

        long now = lastHeard[report.Worker] = time.GetTimestamp();
        if (report.Epochs.Count > 0 && training.TryGetValue(report.Worker, out (long Begin, long LastEpoch) times))
        {
            training[report.Worker] = (times.Begin, now);
        }

        Interlocked.Increment(ref reports);
        bool goOn = await desk.ReportAsync(new WorkReported(
            report.Worker, new WorkId(report.Trial, report.Repeat), report.Attempt, report.Epochs, report.Ended ? new WorkEnd(report.Error) : null)).ConfigureAwait(false);
        await http.Response.WriteAsJsonAsync(new ReportAnswer(goOn), ProtocolJson.Default.ReportAnswer, cancellationToken: CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task<T> Read<T>(HttpContext http, JsonTypeInfo<T> type) =>
        await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted).ConfigureAwait(false) ?? throw new JsonException("The message is null.");

    private static Task Refuse(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(why);
    }
}
