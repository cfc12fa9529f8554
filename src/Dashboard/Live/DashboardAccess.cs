using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace HyperSearch.Dashboard.Live;

/// <summary>Who may see the live page. On loopback everybody on this machine who names it as such; elsewhere who knows the token.</summary>
internal sealed class DashboardAccess
{
    private const string Cookie = "hypersearch-token";
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];
    private readonly bool isLoopback;
    private readonly string? token;

    /// <summary>The access of an address.</summary>
    /// <exception cref="ArgumentException">The address can be reached from elsewhere and there is no token.</exception>
    public DashboardAccess(IPEndPoint address, string? token)
    {
        isLoopback = IPAddress.IsLoopback(address.Address);
        this.token = token;
        if (!isLoopback && string.IsNullOrEmpty(token))
        {
            throw new ArgumentException($"{address} can be reached from other machines, so a token is needed.", nameof(token));
        }
    }

    /// <summary>What a user opens.</summary>
    public Uri Public(IPAddress address, int port)
    {
        string host = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? Dns.GetHostName()
            : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        return new UriBuilder("http", host, port, "/", token is null ? "" : $"?token={token}").Uri;
    }

    /// <summary>Whether a request is answered.</summary>
    public AccessVerdict Judge(HttpContext http)
    {
        // A page of another site could have its own name point here; the browser then tells that name.
        if (isLoopback && !LoopbackNames.Contains(http.Request.Host.Host, StringComparer.OrdinalIgnoreCase))
        {
            return AccessVerdict.WrongHost;
        }

        return token is null || IsToken(http.Request.Cookies[Cookie]) ? AccessVerdict.Welcome
            : IsToken(http.Request.Query["token"]) ? AccessVerdict.Enter
            : AccessVerdict.NoToken;
    }

    /// <summary>Keeps the token in a cookie that no script reads, and takes it out of the address, where others would see it.</summary>
    public Task Enter(HttpResponse response)
    {
        response.Cookies.Append(Cookie, token!, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        response.Redirect("/");
        return Task.CompletedTask;
    }

    private bool IsToken(string? given) => given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token!));
}
