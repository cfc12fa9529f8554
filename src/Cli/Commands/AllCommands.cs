using System.CommandLine;

namespace HyperSearch.Cli.Commands;

/// <summary>What can be typed behind <c>hypersearch</c>.</summary>
internal static class AllCommands
{
    /// <summary>The root with every command under it.</summary>
    public static RootCommand Create()
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
        return root;
    }
}
