using HyperSearch.Cli.Commands;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class VersionTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [InlineData("1.2.3+0123456789abcdef", "avx2", "hypersearch 1.2.3 (commit 0123456, AVX2)")]
    [InlineData("1.2.3-beta.1+0123456789abcdef", "avx512", "hypersearch 1.2.3-beta.1 (commit 0123456, AVX-512)")]
    [InlineData("1.2.3", "portable", "hypersearch 1.2.3 (no vector instructions)")]
    public void The_version_comes_with_commit_and_instructions(string version, string instructions, string expected) => Assert.Equal(expected, VersionAction.TextOf(version, instructions));

    [Fact]
    public async Task The_program_says_which_instructions_it_uses()
    {
        sandbox.Environment["HYPERSEARCH_KERNELS"] = "portable";
        ProgramEnd end = await sandbox.Run("--version");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Matches("^hypersearch [0-9.]+ \\((commit [0-9a-f]{7}, )?no vector instructions\\)\n$", end.Output);
    }
}
