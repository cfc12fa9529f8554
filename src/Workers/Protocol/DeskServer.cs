using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Serilog;

namespace HyperSearch.Workers;

/// <summary>The coordinator's side of the protocol: HTTP and JSON over a Unix socket or TCP, in front of a <see cref="StudyDesk"/>.</summary>
internal sealed partial class DeskServer : IAsyncDisposable
{
    private const string Bearer = "Bearer ";
    private const int LongestWords = 500; // of others, in a line of the log
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly byte[] GoOn = TextOf(new ReportAnswer(true)), GiveUp = TextOf(new ReportAnswer(false));

    private readonly WebApplication web;
    private readonly StudyDesk desk;
    private readonly DeskEndpoint endpoint;
    private readonly TimeSpan patience;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly OpenQuestions questions;
    private readonly Refusals refusals;
    private long reports;

    private DeskServer(StudyDesk desk, DeskEndpoint endpoint, TimeSpan patience, TimeProvider time, ILogger log)
    {
        this.desk = desk;
        this.endpoint = endpoint;
        this.patience = patience;
        this.time = time;
        this.log = log;
        questions = new OpenQuestions(desk);
        refusals = new Refusals(log);
        Roster = new WorkerRoster(time);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseSockets(endpoint.Configure).UseKestrelHttpsConfiguration().ConfigureKestrel(endpoint.Configure);
        web = builder.Build();
        web.Run(Answer);
    }

    /// <summary>Starts to listen.</summary>
    /// <param name="desk">Who answers workers.</param>
    /// <param name="endpoint">Where.</param>
    /// <param name="patience">How long a worker that trains may be silent before it is taken for dead.</param>
    /// <param name="time">The clock of silence.</param>
    /// <param name="log">Where comings, goings and refusals are told.</param>
    /// <exception cref="IOException">The address is not this machine's, or is taken.</exception>
    public static async Task<DeskServer> StartAsync(StudyDesk desk, DeskEndpoint endpoint, TimeSpan patience, TimeProvider time, ILogger log)
    {
        var server = new DeskServer(desk, endpoint, patience, time, log);
        try
        {
            await server.web.StartAsync().ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Who works.</summary>
    public WorkerRoster Roster { get; }

    /// <summary>Called when a worker says that it ends by its own choice.</summary>
    public Action<Farewell>? Left { get; set; }

    /// <summary>How many reports have come in.</summary>
    public long Reports => Interlocked.Read(ref reports);

    /// <summary>The address that workers connect to; of a server over TCP.</summary>
    public Uri Uri
    {
        get
        {
            string bound = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new UriBuilder(endpoint.Scheme, endpoint.Address!.Host, new Uri(bound).Port).Uri;
        }
    }

    /// <summary>A worker is gone: its work is given to another.</summary>
    public Task LoseAsync(string worker, string why)
    {
        Forget(worker);
        return desk.LoseAsync(worker, why);
    }

    /// <summary>Forgets a worker that is gone.</summary>
    public void Forget(string worker)
    {
        Roster.Forget(worker);
        questions.Drop(worker);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero, time);
        await web.StopAsync(now.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await web.DisposeAsync().ConfigureAwait(false);
        refusals.Dispose();
    }

    private async Task Answer(HttpContext http)
    {
        try
        {
            if (endpoint.Token is { } token && !IsShown(token, http))
            {
                await refusals.RefuseAsync(http, StatusCodes.Status401Unauthorized, "The token is missing, or is not that of this run.").ConfigureAwait(false);
                return;
            }

            Task answer = (http.Request.Method, http.Request.Path.Value) switch
            {
                ("POST", "/join") => AnswerJoin(http),
                ("POST", "/alive") => AnswerAlive(http),
                ("POST", "/work") => AnswerWork(http),
                ("POST", "/report") => AnswerReport(http),
                ("POST", "/leave") => AnswerLeave(http),
                _ => refusals.RefuseAsync(http, StatusCodes.Status404NotFound, "There are /join, /alive, /work, /report and /leave."),
            };
            await answer.ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            await refusals.RefuseAsync(http, StatusCodes.Status400BadRequest, ForeignText.Blanked(e.Message, LongestWords)).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            await refusals.RefuseAsync(http, e.StatusCode, ForeignText.Blanked(e.Message, LongestWords)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer.
        }
    }

    private static bool IsShown(AccessToken token, HttpContext http) =>
        http.Request.Headers.Authorization is [{ } shown] && shown.StartsWith(Bearer, StringComparison.Ordinal) && token.Matches(shown[Bearer.Length..]);

    private async Task AnswerJoin(HttpContext http)
    {
        JoinQuestion question = await Read(http, ProtocolJson.Default.JoinQuestion).ConfigureAwait(false);
        CheckName(question.Worker);
        if (await IsOtherVersion(http, question.Version).ConfigureAwait(false))
        {
            return;
        }

        bool isRemote = endpoint.Token is not null;
        string name = Roster.Join(question.Worker, isExpected: !isRemote);
        if (isRemote)
        {
            log.Information("Worker {Worker} joined from {Address}", name, http.Connection.RemoteIpAddress?.ToString());
        }

        await Write(http, new JoinAnswer(name, desk.Trainer, patience.TotalSeconds), ProtocolJson.Default.JoinAnswer).ConfigureAwait(false);
    }

    private async Task AnswerAlive(HttpContext http)
    {
        Hear((await Read(http, ProtocolJson.Default.SignOfLife).ConfigureAwait(false)).Worker);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task AnswerWork(HttpContext http)
    {
        WorkQuestion question = await Read(http, ProtocolJson.Default.WorkQuestion).ConfigureAwait(false);
        CheckName(question.Worker);
        if (await IsOtherVersion(http, question.Version).ConfigureAwait(false))
        {
            return;
        }

        if (endpoint.Token is not null && !Roster.HasJoined(question.Worker))
        {
            http.Response.StatusCode = StatusCodes.Status412PreconditionFailed; // of a coordinator before this one
            return;
        }

        Roster.BeginWaiting(question.Worker);
        (bool isAnswered, Assignment? assignment) = await questions.WaitAsync(question.Worker, LongestWait, time, http.RequestAborted).ConfigureAwait(false);
        Roster.EndWaiting(question.Worker);
        if (assignment is not null && isAnswered)
        {
            Roster.BeginTrial(question.Worker);
            await Write(http, WorkAnswer.Of(assignment), ProtocolJson.Default.WorkAnswer).ConfigureAwait(false);
        }
        else if (isAnswered && desk.Closed.IsCompleted)
        {
            Roster.Dismiss(question.Worker);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    private async Task AnswerReport(HttpContext http)
    {
        Report report = await Read(http, ProtocolJson.Default.Report).ConfigureAwait(false);
        if (report.Epochs.Any(e => e is null || e.Layers?.Values.Contains(null!) == true))
        {
            throw new JsonException("An epoch, or a measure of its layers, is null."); // the serializer does not look at the items of a list
        }

        Hear(report.Worker);
        if (report.Epochs.Count > 0)
        {
            Roster.BeginEpoch(report.Worker);
        }

        Interlocked.Increment(ref reports);
        var work = new WorkId(report.Trial, report.Repeat);
        Roster.BeginAnswer(report.Worker);
        bool goOn = await desk.ReportAsync(new WorkReported(report.Worker, work, report.Attempt, report.Epochs, report.Ended ? new WorkEnd(report.Error, report.StandardError) : null)).ConfigureAwait(false);
        Roster.EndAnswer(report.Worker);
        if (report.Ended && (report.Epochs.Count > 0 || report.Error is not null) && !goOn && !desk.Closed.IsCompleted)
        {
            log.Warning("Refused: a result of {Work}, attempt {Attempt}, from {Worker}: that attempt is over, or was never its own", work, report.Attempt, report.Worker);
        }

        // By far the most frequent answer, and one of two: nothing is written anew.
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = (goOn ? GoOn : GiveUp).Length;
        await http.Response.BodyWriter.WriteAsync(goOn ? GoOn : GiveUp, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task AnswerLeave(HttpContext http)
    {
        Farewell farewell = await Read(http, ProtocolJson.Default.Farewell).ConfigureAwait(false);
        CheckName(farewell.Worker);
        farewell = farewell with { Why = ForeignText.Blanked(farewell.Why, LongestWords) };
        log.Write(farewell.IsUnfit ? Serilog.Events.LogEventLevel.Warning : Serilog.Events.LogEventLevel.Information, "Worker {Worker} leaves: {Why}", farewell.Worker, farewell.Why);
        Left?.Invoke(farewell);
        await LoseAsync(farewell.Worker, farewell.Why).ConfigureAwait(false);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private void Hear(string worker)
    {
        CheckName(worker);
        if (endpoint.Token is null || Roster.HasJoined(worker))
        {
            Roster.Hear(worker);
        }
    }

    private async Task<bool> IsOtherVersion(HttpContext http, string version)
    {
        if (version == ProgramVersion.Text)
        {
            return false;
        }

        await refusals.RefuseAsync(http, StatusCodes.Status409Conflict, $"The coordinator is version {ProgramVersion.Text}, the worker {ForeignText.Blanked(version, LongestWords)}. Both must be the same.").ConfigureAwait(false);
        return true;
    }

    /// <summary>Names go into the journal and the log.</summary>
    private static void CheckName(string worker)
    {
        if (!Name().IsMatch(worker))
        {
            throw new JsonException("A worker's name is 1 to 64 letters, digits, dots, hyphens and underscores.");
        }
    }

    private static async Task<T> Read<T>(HttpContext http, JsonTypeInfo<T> type) =>
        await JsonSerializer.DeserializeAsync(http.Request.BodyReader, type, http.RequestAborted).ConfigureAwait(false) ?? throw new JsonException("The message is null.");

    private static byte[] TextOf(ReportAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, ProtocolJson.Default.ReportAnswer);

    private static Task Write<T>(HttpContext http, T answer, JsonTypeInfo<T> type) => http.Response.WriteAsJsonAsync(answer, type, cancellationToken: CancellationToken.None);

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$")]
    private static partial Regex Name();
}
