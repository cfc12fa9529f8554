using HyperSearch.TestKit;
using HyperSearch.Workers.Remote;

namespace HyperSearch.Workers.Tests;

public sealed class EncryptionTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_worker_that_knows_the_certificate_works_and_one_that_does_not_refuses_with_what_to_do()
    {
        ServerCertificate certificate = ServerCertificate.Read(Certificate("127.0.0.1"), folder["127.0.0.1.key"]);
        await using Desk desk = await Desk.ListenAsync(certificate);
        Assert.Equal("https", desk.Server.Uri.Scheme);
        using DeskClient knows = desk.RemoteClient("knows", folder["127.0.0.1.pem"]), other = desk.RemoteClient("other"), third = desk.RemoteClient("third", Certificate("third"));
        await knows.JoinAsync();
        Assert.NotNull(await knows.AskAsync());
        Assert.Contains("--ca", (await Assert.ThrowsAsync<ConnectionException>(() => other.JoinAsync())).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConnectionException>(() => third.JoinAsync());
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_refused()
    {
        ServerCertificate certificate = ServerCertificate.Read(Certificate("10.0.0.1"), folder["10.0.0.1.key"]);
        await using Desk desk = await Desk.ListenAsync(certificate);
        using DeskClient client = desk.RemoteClient("worker", folder["10.0.0.1.pem"]);
        await Assert.ThrowsAsync<ConnectionException>(() => client.JoinAsync());
    }

    [Fact]
    public void A_file_that_is_no_certificate_is_named()
    {
        File.WriteAllText(folder["none.pem"], "nothing");
        Assert.Contains("none.pem", Assert.Throws<ConnectionException>(() => ServerCertificate.Read(folder["none.pem"], null)).Message, StringComparison.Ordinal);
        Assert.Contains("lost.pem", Assert.Throws<ConnectionException>(() => ServerCertificate.Read(folder["lost.pem"], null)).Message, StringComparison.Ordinal);
    }

    private string Certificate(string host) => SelfSigned.Write(folder.Root, host).Certificate;
}
