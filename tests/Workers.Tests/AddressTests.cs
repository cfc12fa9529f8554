using System.Net;
using HyperSearch.TestKit;
using HyperSearch.Workers.Remote;
using HyperSearch.Workers.Slurm;

namespace HyperSearch.Workers.Tests;

public sealed class AddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", "127.0.0.1", 0)]
    [InlineData("127.0.0.1:7000", "127.0.0.1", "127.0.0.1", 7000)]
    [InlineData("[::1]:7000", "[::1]", "::1", 7000)]
    [InlineData("::1", "[::1]", "::1", 0)]
    [InlineData("localhost:7000", "localhost", "127.0.0.1", 7000)]
    public void An_address_to_listen_on_is_read(string text, string host, string address, int port) =>
        Assert.Equal(new ListenAddress(host, IPAddress.Parse(address), port), ListenAddress.Parse(text));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("[::]:7000")]
    public void Workers_are_told_the_hosts_name_where_all_its_addresses_are_listened_on(string text) =>
        Assert.Equal(Dns.GetHostName(), ListenAddress.Parse(text).Host);

    [Fact]
    public void A_port_alone_is_one_of_this_machines_name_or_of_the_address_that_the_caller_says()
    {
        Assert.Equal(new ListenAddress("127.0.0.1", IPAddress.Loopback, 7000), ListenAddress.Parse("7000", hostOfPort: "127.0.0.1"));
        ListenAddress named = ListenAddress.Parse("7000");
        Assert.Equal((Dns.GetHostName(), 7000), (named.Host, named.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":7000")]
    [InlineData("localhost:70000")]
    [InlineData("70000")]
    [InlineData("1234567")]
    [InlineData("localhost:x")]
    [InlineData("http://localhost")]
    [InlineData("no such host")]
    [InlineData("no-such-host.invalid")]
    public void What_is_no_address_to_listen_on_is_refused_with_its_text(string text) =>
        Assert.Contains($"--listen {text}", Assert.Throws<ConnectionException>(() => ListenAddress.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("node1:7000", "http://node1:7000")]
    [InlineData("http://node1:80", "http://node1")]
    [InlineData("https://[::1]:7000", "https://[::1]:7000")]
    [InlineData("unix:/run/desk", "/run/desk")]
    public void An_address_to_connect_to_is_read(string text, string address)
    {
        using var folder = new TempFolder();
        AccessToken.CreateIn(folder["token"]);
        Assert.Equal(address, DeskAddress.Parse(text, folder["token"], null).ToString());
    }

    [Theory]
    [InlineData("node1")]
    [InlineData("https://node1")]
    [InlineData("ftp://node1:21")]
    [InlineData("http://node1:7000/elsewhere")]
    [InlineData("http://user:secret@node1:7000")]
    [InlineData("unix:relative")]
    public void What_is_no_address_to_connect_to_is_refused_with_its_text(string text) =>
        Assert.Contains($"--connect {text}", Assert.Throws<ConnectionException>(() => DeskAddress.Parse(text, "token", null)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("  --partition=cpu   --time=60 ", new[] { "--partition=cpu", "--time=60" })]
    [InlineData("--comment='two words' -A \"a b\"", new[] { "--comment=two words", "-A", "a b" })]
    [InlineData("--x=$(rm -rf /);`y` ''", new[] { "--x=$(rm", "-rf", "/);`y`", "" })]
    public void Arguments_for_sbatch_are_split_at_blanks_and_at_nothing_else(string text, string[] arguments) => Assert.Equal(arguments, SlurmArguments.Split(text));

    [Theory]
    [InlineData("--comment='open", "not closed")]
    [InlineData("--array=1-3", "--array")]
    [InlineData("--time=60 -J mine", "-J")]
    public void Arguments_for_sbatch_that_cannot_be_are_refused(string text, string why) =>
        Assert.Contains(why, Assert.Throws<ConnectionException>(() => SlurmArguments.Split(text)).Message, StringComparison.Ordinal);
}
