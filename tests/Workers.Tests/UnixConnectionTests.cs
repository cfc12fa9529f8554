using System.Net.Sockets;
using HyperSearch.TestKit;

namespace HyperSearch.Workers.Tests;

public sealed class UnixConnectionTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_worker_that_finds_the_queue_of_the_socket_full_connects_when_there_is_room()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(folder["socket"]));
        listener.Listen(1);
        var others = new List<Socket>();
        while (TryConnect() is { } other)
        {
            others.Add(other);
        }

        Task<Stream> connecting = UnixConnection.OpenAsync(folder["socket"], TimeProvider.System, CancellationToken.None).AsTask();
        Assert.False(connecting.IsCompleted);
        foreach (Socket other in others)
        {
            using Socket accepted = listener.Accept();
            other.Dispose();
        }

        using Stream connected = await connecting.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        using Socket served = listener.Accept();
        Assert.Equal(1, served.Send("x"u8));
        Assert.Equal('x', connected.ReadByte());
    }

    [Fact]
    public async Task Where_nobody_listens_a_worker_learns_it_at_once()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(folder["socket"]));
        await Assert.ThrowsAsync<SocketException>(() => UnixConnection.OpenAsync(folder["socket"], new ManualTime(), CancellationToken.None).AsTask());
    }

    /// <summary>A connection that waits to be accepted; null where there is no room for one.</summary>
    private Socket? TryConnect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(folder["socket"]));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
