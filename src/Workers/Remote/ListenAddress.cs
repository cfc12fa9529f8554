using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace HyperSearch.Workers.Remote;

/// <summary>Where this machine is listened on: for workers of other machines, or for browsers.</summary>
/// <param name="Host">By what name, or address, others are told to reach it.</param>
/// <param name="Address">The address that it listens on.</param>
/// <param name="Port">The port; 0 for one that is free.</param>
public sealed partial record ListenAddress(string Host, IPAddress Address, int Port)
{
    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>This machine's name, with a free port.</summary>
    /// <exception cref="ConnectionException">The name has no address.</exception>
    public static ListenAddress OfThisHost() => Parse(Dns.GetHostName());

    /// <summary>An address as the command line has it.</summary>
    /// <param name="text"><c>ADDRESS</c>, <c>PORT</c> or <c>ADDRESS:PORT</c>: a name or number of this machine, <c>[...]</c> around an IPv6 one that a port follows; <c>0.0.0.0</c> or <c>[::]</c> for all it has.</param>
    /// <param name="hostOfPort">The address of a port alone; null: this machine's name.</param>
    /// <exception cref="ConnectionException">It is none, or the name has no address.</exception>
    public static ListenAddress Parse(string text, string? hostOfPort = null)
    {
        Match parts = Form().Match(text.Length > 0 && text.All(char.IsAsciiDigit) ? $"{hostOfPort ?? Dns.GetHostName()}:{text}" : text);
        string host = parts.Groups["v6"] is { Success: true } v6 ? v6.Value : parts.Groups["host"].Value;
        int port = parts.Groups["port"] is { Success: true } digits ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (!parts.Success || port > IPEndPoint.MaxPort)
        {
            throw new ConnectionException($"--listen {text}: an address of this machine is needed, a port from 0 to 65535, or both as in 192.168.1.10:7000 or [::1]:7000.");
        }

        IPAddress address = IPAddress.TryParse(host, out IPAddress? number) ? number : Resolve(host, text);
        bool isAny = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        string told = isAny ? Dns.GetHostName() : parts.Groups["v6"].Success ? $"[{host}]" : host;
        return new ListenAddress(told, address, port);
    }

    /// <summary>One of a name's addresses: rather one that others reach, rather IPv4.</summary>
    private static IPAddress Resolve(string host, string text)
    {
        try
        {
            return Dns.GetHostAddresses(host).OrderBy(IPAddress.IsLoopback).ThenBy(a => a.AddressFamily != AddressFamily.InterNetwork).First();
        }
        catch (Exception e) when (e is SocketException or ArgumentException or InvalidOperationException)
        {
            throw new ConnectionException($"--listen {text}: {host} has no address here ({e.Message}).");
        }
    }

    [GeneratedRegex(@"^(\[(?<v6>[0-9A-Fa-f:.%]+)\]|(?<host>[A-Za-z0-9._-]+))(:(?<port>[0-9]{1,5}))?$|^(?<v6>[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.%]*)$")]
    private static partial Regex Form();
}
