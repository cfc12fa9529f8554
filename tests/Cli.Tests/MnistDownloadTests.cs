using System.Net;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class MnistDownloadTests : IAsyncLifetime
{
    private static readonly string Mnist = Path.Combine(Checkout.Data, "mnist");
    private readonly Sandbox sandbox = new();
    private readonly HttpListener server = new();
    private Func<string, byte[]?> answer = name => File.ReadAllBytes(Path.Combine(Mnist, name));
    private string address = "";
    private Task serving = Task.CompletedTask;

    public ValueTask InitializeAsync()
    {
        for (int port = 20_000 + (Environment.ProcessId % 20_000); !server.IsListening; port++)
        {
            try
            {
                address = $"http://127.0.0.1:{port}";
                server.Prefixes.Clear();
                server.Prefixes.Add($"{address}/");
                server.Start();
            }
            catch (HttpListenerException)
            {
                // The port is taken: the next one.
            }
        }

        serving = Task.Run(ServeAsync);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        server.Stop();
        await serving;
        server.Close();
        sandbox.Dispose();
    }

    [Fact]
    public async Task The_four_files_are_fetched_checked_and_not_fetched_again()
    {
        sandbox.Environment["HYPERSEARCH_DATA"] = sandbox.PathOf("data");
        ProgramEnd end = await sandbox.Run("data", "mnist", "--from", address);
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Equal(Directory.GetFiles(Mnist, "*.gz").Select(Path.GetFileName).Order(), Directory.GetFiles(sandbox.PathOf("data", "mnist")).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(sandbox.PathOf("data", "mnist")), file => Assert.Equal(File.ReadAllBytes(Path.Combine(Mnist, Path.GetFileName(file))), File.ReadAllBytes(file)));
        answer = _ => null;
        ProgramEnd again = await sandbox.Run("data", "mnist", "--from", address);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains("is there", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_another_checksum_is_refused_and_not_kept()
    {
        answer = name => [.. File.ReadAllBytes(Path.Combine(Mnist, name)), 0];
        ProgramEnd end = await sandbox.Run("data", "mnist", "--from", address, "--to", "data");
        AssertFailed(end, "MD5");
        Assert.Empty(Directory.GetFiles(sandbox.PathOf("data", "mnist")));
    }

    [Fact]
    public async Task A_server_without_the_files_and_no_network_are_said_in_clear_words()
    {
        answer = _ => null;
        AssertFailed(await sandbox.Run("data", "mnist", "--from", address, "--to", "data"), "404");
        AssertFailed(await sandbox.Run("data", "mnist", "--from", "http://127.0.0.1:9", "--to", "data"), "Without a network");
        AssertFailed(await sandbox.Run("data", "mnist", "--from", "http://no-such-host.invalid", "--to", "data"), "by hand");
    }

    [Theory]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("somewhere")]
    public async Task An_address_that_is_none_is_wrong_input(string from)
    {
        ProgramEnd end = await sandbox.Run("data", "mnist", "--from", from, "--to", "data");
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains(from, end.Errors, StringComparison.Ordinal);
    }

    private static void AssertFailed(ProgramEnd end, string words)
    {
        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains(words, end.Errors, StringComparison.Ordinal);
        Assert.False(end.HasStackTrace, end.ToString());
    }

    private async Task ServeAsync()
    {
        while (server.IsListening)
        {
            HttpListenerContext request;
            try
            {
                request = await server.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            byte[]? bytes = answer(Path.GetFileName(request.Request.Url!.AbsolutePath));
            request.Response.StatusCode = bytes is null ? 404 : 200;
            if (bytes is not null)
            {
                await request.Response.OutputStream.WriteAsync(bytes);
            }

            request.Response.Close();
        }
    }
}
