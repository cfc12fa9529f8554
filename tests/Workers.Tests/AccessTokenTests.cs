using System.Runtime.Versioning;
using HyperSearch.TestKit;

namespace HyperSearch.Workers.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class AccessTokenTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_token_is_long_another_each_time_and_its_users_alone()
    {
        string file = folder["token"];
        AccessToken first = AccessToken.CreateIn(file);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.True(first.Text.Length >= 43, first.Text);
        Assert.Equal(first.Text, AccessToken.ReadFrom(file).Text);
        Assert.NotEqual(first.Text, AccessToken.CreateIn(file).Text);
    }

    [Fact]
    public void A_new_token_does_not_take_over_the_rights_of_a_file_that_was_there_or_write_where_a_link_leads()
    {
        File.WriteAllText(folder["elsewhere"], "mine");
        File.CreateSymbolicLink(folder["token"], folder["elsewhere"]);
        AccessToken.CreateIn(folder["token"]);
        Assert.Equal("mine", File.ReadAllText(folder["elsewhere"]));

        File.SetUnixFileMode(folder["token"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        AccessToken.CreateIn(folder["token"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["token"]));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_token_that_others_may_read_or_write_is_refused_with_what_to_do(UnixFileMode others)
    {
        AccessToken.CreateIn(folder["token"]);
        File.SetUnixFileMode(folder["token"], UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        ConnectionException fault = Assert.Throws<ConnectionException>(() => AccessToken.ReadFrom(folder["token"]));
        Assert.Contains($"chmod 600 {folder["token"]}", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("a blank between two halves that are long enough")]
    public void A_file_that_holds_no_token_is_refused_and_not_quoted(string text)
    {
        AccessToken.CreateIn(folder["token"]);
        File.WriteAllText(folder["token"], text);
        ConnectionException fault = Assert.Throws<ConnectionException>(() => AccessToken.ReadFrom(folder["token"]));
        Assert.Contains("holds no token", fault.Message, StringComparison.Ordinal);
        Assert.True(text.Length == 0 || !fault.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        ConnectionException fault = Assert.Throws<ConnectionException>(() => AccessToken.ReadFrom(folder["none"]));
        Assert.Contains(folder["none"], fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_token_itself_matches()
    {
        AccessToken token = AccessToken.CreateIn(folder["token"]);
        Assert.True(token.Matches(token.Text));
        Assert.All((string[])["", token.Text[..^1], token.Text + "x", "x" + token.Text[1..]], other => Assert.False(token.Matches(other)));
    }
}
