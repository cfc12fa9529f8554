using System.Text.Json;
using HyperSearch.Dashboard.Views;
using HyperSearch.Search.Studies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace HyperSearch.Dashboard.Live;

/// <summary>The live page: HTTP on Kestrel, updates as server-sent events. Reads study folders, and nothing else; never writes, never locks.</summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500), SayAliveEvery = TimeSpan.FromSeconds(15);
    private readonly WebApplication web;
    private readonly StudyFeed[] feeds;
    private readonly DashboardAccess access;
    private readonly PageFiles files = PageFiles.Get();
    private readonly TimeProvider time;
    private readonly string program;
    private readonly CancellationTokenSource stop = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task looking = Task.CompletedTask;

    private DashboardServer(IEnumerable<StudyFolder> folders, DashboardSettings settings)
    {
        time = settings.Time;
        program = settings.Program;
        access = new DashboardAccess(settings.Address, settings.Token);
        feeds = [.. folders.Select(folder => new StudyFeed(folder, settings.Trainer, time))];
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(settings.Address);
            kestrel.AddServerHeader = false;
        });
        web = builder.Build();
        web.Run(Answer);
    }

    /// <summary>Where the page is, with its token where one is needed.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Starts to listen, at once; the studies are read in the background.</summary>
    /// <param name="folders">The study folders, in the order in which they are shown.</param>
    /// <param name="settings">Where to listen, and for whom.</param>
    /// <exception cref="PageMissingException">The program was built without its page.</exception>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<DashboardServer> StartAsync(IEnumerable<StudyFolder> folders, DashboardSettings settings)
    {
        var server = new DashboardServer(folders, settings);
        await server.web.StartAsync().ConfigureAwait(false);
        var bound = new Uri(server.web.Urls.First());
        server.Address = server.access.Public(settings.Address.Address, bound.Port);
        server.looking = Task.Run(server.LookUntilStopped);
        return server;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var now = new CancellationTokenSource(TimeSpan.Zero, time);
        await web.StopAsync(now.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await web.DisposeAsync().ConfigureAwait(false);
        stop.Dispose();
    }

    /// <summary>Looks into the folders again and again; a study that is slow to read is looked at less often.</summary>
    private async Task LookUntilStopped()
    {
        while (!stop.IsCancellationRequested)
        {
            long began = time.GetTimestamp();
            foreach (StudyFeed feed in feeds)
            {
                if (feed.Refresh())
                {
                    Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
                }
            }

            TimeSpan pause = time.GetElapsedTime(began) * 4;
            await Task.Delay(pause > LookEvery ? pause : LookEvery, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task Answer(HttpContext http)
    {
        HttpResponse response = http.Response;
        response.Headers.ContentSecurityPolicy = PageHtml.LivePolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            return Refuse(response, StatusCodes.Status405MethodNotAllowed, "The dashboard is for reading alone.");
        }

        return access.Judge(http) switch
        {
            AccessVerdict.WrongHost => Refuse(response, StatusCodes.Status421MisdirectedRequest, "This address is not the dashboard's."),
            AccessVerdict.NoToken => Refuse(response, StatusCodes.Status401Unauthorized, "Open the address that hypersearch printed: it has a token in it."),
            AccessVerdict.Enter => access.Enter(response),
            _ => http.Request.Path.Value switch
            {
                "/" => Send(response, "text/html; charset=utf-8", PageHtml.Live()),
                "/page.js" => Send(response, "text/javascript; charset=utf-8", files.Script),
                "/page.css" => Send(response, "text/css; charset=utf-8", files.Style),
                "/events" => SendEvents(http),
                _ => Refuse(response, StatusCodes.Status404NotFound, "There is nothing here."),
            },
        };
    }

    private async Task SendEvents(HttpContext http)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stop.Token);
        http.Response.ContentType = "text/event-stream";
        long[] seen = new long[feeds.Length];
        try
        {
            // At once, before any study is read: the page says whom it is connected to.
            await SendEvent(http.Response, "hello", JsonSerializer.Serialize(new Hello(program, [.. feeds.Select(f => f.Folder)]), PageJson.Default.Hello), gone.Token).ConfigureAwait(false);
            while (!gone.IsCancellationRequested)
            {
                Task next = Volatile.Read(ref changed).Task;
                for (int i = 0; i < feeds.Length; i++)
                {
                    StudyPicture picture = feeds[i].Picture;
                    if (picture.Version > seen[i])
                    {
                        await SendEvent(http.Response, "study", JsonSerializer.Serialize(picture.Since(i, seen[i]), PageJson.Default.StudyUpdate), gone.Token).ConfigureAwait(false);
                        seen[i] = picture.Version;
                    }
                }

                if (await Task.WhenAny(next, Task.Delay(SayAliveEvery, time, gone.Token)).ConfigureAwait(false) != next)
                {
                    await http.Response.WriteAsync(": alive\n\n", gone.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the server stops.
        }
    }

    private static async Task SendEvent(HttpResponse response, string name, string json, CancellationToken gone)
    {
        await response.WriteAsync($"event: {name}\ndata: {json}\n\n", gone).ConfigureAwait(false);
        await response.Body.FlushAsync(gone).ConfigureAwait(false);
    }

    private static Task Send(HttpResponse response, string type, string text)
    {
        response.ContentType = type;
        return response.WriteAsync(text);
    }

    private static Task Refuse(HttpResponse response, int status, string why)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(why);
    }
}
