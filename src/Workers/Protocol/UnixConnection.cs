using System.Net.Sockets;

namespace HyperSearch.Workers;

/// <summary>Both ends of a Unix socket.</summary>
internal static class UnixConnection
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10), LongestPause = TimeSpan.FromSeconds(1), LongestTry = TimeSpan.FromSeconds(30);

    /// <summary>Listens.</summary>
    /// <exception cref="SocketException">The name is taken, or too long.</exception>
    public static Socket Listen(string path)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen(DeskEndpoint.MostWaiting);
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Connects. Where TCP has a connection wait that finds the listener's queue full, a Unix socket turns it away; it is tried again, ever more rarely, since the listener lives.
    /// </summary>
    /// <exception cref="SocketException">Nobody listens, or the queue was full for half a minute.</exception>
    public static async ValueTask<Stream> OpenAsync(string path, TimeProvider time, CancellationToken cancel)
    {
        long begin = time.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause = pause + pause < LongestPause ? pause + pause : LongestPause)
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
                return new NetworkStream(connection, ownsSocket: true);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain && time.GetElapsedTime(begin) < LongestTry)
            {
                connection.Dispose();
            }
            catch
            {
                connection.Dispose();
                throw;
            }

            await Task.Delay(pause, time, cancel).ConfigureAwait(false);
        }
    }
}
