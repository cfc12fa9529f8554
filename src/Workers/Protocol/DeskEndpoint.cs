using System.Net.Sockets;
using HyperSearch.Workers.Remote;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace HyperSearch.Workers;

/// <summary>Where a coordinator listens, and whom it lets in.</summary>
internal sealed class DeskEndpoint
{
    private const long LargestMessage = 4 << 20;
    private const int LargestHeaders = 8192, MostHeaders = 32, LongestFirstLine = 1024, MostConnections = 20_000;

    /// <summary>How many connections may wait to be taken, where the system allows as many: all workers of a large run come at once.</summary>
    public const int MostWaiting = 4096;

    private static readonly TimeSpan SlowestHeaders = TimeSpan.FromSeconds(10);

    private readonly Socket? socket;
    private readonly ServerCertificate? certificate;

    private DeskEndpoint(Socket? socket, ListenAddress? address, AccessToken? token, ServerCertificate? certificate) =>
        (this.socket, Address, Token, this.certificate) = (socket, address, token, certificate);

    /// <summary>The address that is listened on; null for a Unix socket.</summary>
    public ListenAddress? Address { get; }

    /// <summary>What workers must show; null: nothing, since whoever reaches the socket is this user.</summary>
    public AccessToken? Token { get; }

    /// <summary>The first part of a worker's address.</summary>
    public string Scheme => certificate is null ? "http" : "https";

    /// <summary>A Unix socket in a folder that is this user's alone, bound to its name already: workers may be waiting there.</summary>
    public static DeskEndpoint OfSocket(Socket socket) => new(socket, null, null, null);

    /// <summary>An address that others reach; with a token always, and encrypted where there is a certificate.</summary>
    public static DeskEndpoint OfAddress(ListenAddress address, AccessToken token, ServerCertificate? certificate) => new(null, address, token, certificate);

    /// <summary>Sets up how the server listens.</summary>
    public void Configure(SocketTransportOptions sockets)
    {
        sockets.Backlog = MostWaiting;
        if (socket is not null)
        {
            sockets.CreateBoundListenSocket = _ => socket;
        }
    }

    /// <summary>Sets up the server. What a request may be is limited before anything looks at it.</summary>
    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestMessage;
        kestrel.Limits.MaxRequestHeadersTotalSize = LargestHeaders;
        kestrel.Limits.MaxRequestHeaderCount = MostHeaders;
        kestrel.Limits.MaxRequestLineSize = LongestFirstLine;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.RequestHeadersTimeout = SlowestHeaders;
        if (socket is not null)
        {
            kestrel.ListenUnixSocket(socket.LocalEndPoint!.ToString()!);
        }
        else
        {
            kestrel.Listen(Address!.Address, Address.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (certificate is not null)
                {
                    listen.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate.Certificate, certificate.Chain));
                }
            });
        }
    }
}
