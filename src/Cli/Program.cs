using System.CommandLine;
using HyperSearch.Cli.Commands;

namespace HyperSearch.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("Hyperparameter search: proposes parameter sets, trains them in parallel, narrows the ranges, confirms and exports the winner.")
        {
            RunCommand.Create(),
            ResumeCommand.Create(),
            StatusCommand.Create(),
            BestCommand.Create(),
            ImportanceCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            ReportCommand.Create(),
            DashboardCommand.Create(),
            TrainCommand.Create(),
            PredictCommand.Create(),
            VerifyCommand.Create(),
            ValidateCommand.Create(),
            InitCommand.Create(),
            TunersCommand.Create(),
            DataCommand.Create(),
            WorkerCommand.Create(),
            SlurmCommand.Create(),
            CompletionCommand.Create(),
        };

        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
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
