using System.CommandLine;
using System.Reflection;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch init</c>.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("STUDY.json") { Description = "The file to write. Default: study.json.", DefaultValueFactory = _ => new FileInfo("study.json") };
        var command = new Command("init", "Write a commented study file to start from. Exit code 2 if the file exists.") { file };
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            FileInfo path = parsed.GetRequiredValue(file);
            if (Path.Exists(path.FullName))
            {
                throw new WrongInputException($"{path} exists; it is not overwritten.");
            }

            using Stream template = Assembly.GetExecutingAssembly().GetManifestResourceStream("init.json")!;
            using (FileStream target = new(path.FullName, FileMode.CreateNew, FileAccess.Write))
            {
                template.CopyTo(target);
            }

            Console.WriteLine($"{path} is written. Next: hypersearch run {path}");
            return ExitCode.Done;
        }));
        return command;
    }
}
