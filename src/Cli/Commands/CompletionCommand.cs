using System.CommandLine;
using HyperSearch.Cli.Completion;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch completion bash|zsh|fish</c>.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash: source <(hypersearch completion bash). zsh: the same, after compinit. fish: hypersearch completion fish | source." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a script that lets a shell complete commands, options, their values, files and folders.") { shell };
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            CompletedCommand root = CompletedCommand.Of(parsed.RootCommandResult.Command, "hypersearch");
            Console.Write(parsed.GetRequiredValue(shell) switch
            {
                "zsh" => ZshCompletion.Script(root),
                "fish" => FishCompletion.Script(root),
                _ => BashCompletion.Script(root),
            });
            return ExitCode.Done;
        }));
        return command;
    }
}
