using System.CommandLine;
using HyperSearch.Cli.Commands;

namespace HyperSearch.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        RootCommand root = AllCommands.Create();
        if (arguments.Contains(""))
        {
            await Console.Error.WriteLineAsync("One of the arguments is empty: a name, path or value is missing.").ConfigureAwait(false);
            return ExitCode.WrongInput;
        }

        ParseResult parsed = root.Parse(arguments);
        if (CommandLineFaults.Of(parsed) is { Count: > 0 } faults)
        {
            foreach (string fault in faults)
            {
                await Console.Error.WriteLineAsync(fault).ConfigureAwait(false);
            }

            await Console.Error.WriteLineAsync($"`{CommandLineFaults.Name(parsed.CommandResult.Command)} --help` shows what there is.").ConfigureAwait(false);
            return ExitCode.WrongInput;
        }

        // Ctrl-C is handled where a study runs; elsewhere it ends the process as usual.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }).ConfigureAwait(false);
    }
}
