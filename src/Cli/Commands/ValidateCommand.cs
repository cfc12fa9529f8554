using System.CommandLine;
using HyperSearch.Cli.Terminal;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch validate STUDY.json</c>.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("STUDY.json") { Description = "The study file." };
        var plugin = new PluginOption();
        var command = new Command("validate", "Check a study file, its data and that its tuner is there, and give hints. Exit code 2 with every fault, its line and what is allowed.") { file };
        plugin.AddTo(command);
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            FileInfo path = parsed.GetRequiredValue(file);
            StudyFileResult read = StudyFiles.Read(path);
            TunerPlugin? brought = plugin.Read(parsed);
            StudyFiles.Use(path, () => Trainers.Freeze(read.Definition!, path.DirectoryName!, TunerPlugin.LoadingOf(brought, study: null)));
            TunerPlugin.TunerOf(brought)(read.Definition!); // a tuner that is not there is a fault like data that are not
            Console.WriteLine($"{path.Name} is valid: {read.Definition!.Search.Trials} trials over {read.Definition.Space.Dimensions.Count} {(read.Definition.Space.Dimensions.Count == 1 ? "dimension" : "dimensions")}.");
            foreach (string hint in read.Hints)
            {
                HintText.Write(Console.Out, hint);
            }

            return ExitCode.Done;
        }));
        return command;
    }
}
