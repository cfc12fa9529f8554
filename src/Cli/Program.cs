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
        };

        if (arguments.Contains(""))
        {
            await Console.Error.WriteLineAsync("One of the arguments is empty: a name, path or value is missing.").ConfigureAwait(false);
            return ExitCode.WrongInput;
        }

        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            }

            await Console.Error.WriteLineAsync($"`hypersearch {parsed.CommandResult.Command.Name} --help` shows what there is.".Replace("hypersearch hypersearch", "hypersearch", StringComparison.Ordinal)).ConfigureAwait(false);
            return ExitCode.WrongInput;
        }

        // Ctrl-C is handled where a study runs; elsewhere it ends the process as usual.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }).ConfigureAwait(false);
    }
}
