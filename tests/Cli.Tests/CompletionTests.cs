using System.Diagnostics;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>The scripts for shells, asked by a real bash what it would complete.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task Bash_completes_commands_options_and_their_values_and_leaves_files_to_itself()
    {
        (string Line, string Expected)[] cases =
        [
            ("st", "status"),
            ("v", "verify validate"),
            ("data ", "mnist"),
            ("completion z", "zsh"),
            ("run --wo", "--workers"),
            ("run study.json --workers 3 --js", "--json"),
            ("status --tr", "--trial"),
            ("data mnist --f", "--from"),
            ("init --tuner c", "cma_es cost_frugal"),
            ("init --tuner n", "narrowing"),
            ("export x --format e", "epochs"),
            ("run ", ""),
            ("run --out st", ""),
            ("nonsense", ""),
        ];
        ProgramEnd script = await sandbox.Run("completion", "bash");
        Assert.True(script.ExitCode == 0, script.ToString());
        string asks = string.Concat(cases.Select(c => $"ask hypersearch {string.Join(' ', c.Line.Split(' ').Select(word => $"'{word}'"))}\n"));
        string path = sandbox.Write("ask.sh", $$"""
            set -u
            source "$1"
            complete -p hypersearch > /dev/null || exit 1
            ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hypersearch; echo "${COMPREPLY[*]-}"; }
            {{asks}}
            """.ReplaceLineEndings("\n"));
        string[] answers = (await Bash(path, sandbox.Write("completion.bash", script.Output))).Split('\n')[..^1];
        Assert.Equal(cases.Select(c => $"{c.Line} -> {c.Expected}"), cases.Zip(answers, (c, answer) => $"{c.Line} -> {answer}"));
        Assert.DoesNotContain("--child", script.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zsh", "compdef _hypersearch hypersearch", "'--watch:Show it live until it is finished, as its run does'")]
    [InlineData("fish", "complete -c hypersearch -n '__fish_seen_subcommand_from data; and __fish_seen_subcommand_from mnist' -l from", "-l watch -d 'Show it live until it is finished, as its run does'")]
    public async Task Other_shells_have_scripts_with_what_each_word_does(string shell, string line, string described)
    {
        ProgramEnd script = await sandbox.Run("completion", shell);
        Assert.True(script.ExitCode == 0, script.ToString());
        Assert.Contains(line, script.Output, StringComparison.Ordinal);
        Assert.Contains(described, script.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_that_is_not_known_is_wrong_input()
    {
        ProgramEnd end = await sandbox.Run("completion", "tcsh");
        Assert.True(end.ExitCode == 2 && end.Errors.Contains("bash", StringComparison.Ordinal), end.ToString());
    }

    private static async Task<string> Bash(params string[] arguments)
    {
        using Process bash = Process.Start(new ProcessStartInfo("bash", arguments) { RedirectStandardOutput = true })!;
        string output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.Equal(0, bash.ExitCode);
        return output;
    }
}
