using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Serilog;

namespace HyperSearch.Workers;

/// <summary>
/// Refuses requests, and says so in the log. An address that is refused again and again gets no more answers for a while, only its connection cut, and fills no log:
/// some at once, then a few a second.
/// </summary>
/// <param name="log">Where refusals are told.</param>
internal sealed class Refusals(ILogger log) : IDisposable
{
    private const int AtOnce = 20, EverySecond = 2, LongestPath = 100;

    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetTokenBucketLimiter(
        address, _ => new TokenBucketRateLimiterOptions { TokenLimit = AtOnce, TokensPerPeriod = EverySecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 }));

    /// <summary>Refuses a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="why">Its text. No secret, and nothing of the request that could break a line of the log.</param>
    public async Task RefuseAsync(HttpContext http, int status, string why)
    {
        using RateLimitLease lease = limiter.AttemptAcquire(http.Connection.RemoteIpAddress ?? IPAddress.None);
        if (!lease.IsAcquired)
        {
            http.Abort();
            return;
        }

        string path = http.Request.Path.ToUriComponent();
        log.Warning(
            "Refused {Status}: {Method} {Path} from {Address}: {Why}",
            status, http.Request.Method, path.Length > LongestPath ? path[..LongestPath] + "..." : path, http.Connection.RemoteIpAddress?.ToString() ?? "this machine", why);
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(why).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose() => limiter.Dispose();
}
