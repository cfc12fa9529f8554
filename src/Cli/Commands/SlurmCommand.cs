using System.CommandLine;
using System.Globalization;
using HyperSearch.Search.Studies;
using HyperSearch.Workers;
using HyperSearch.Workers.Slurm;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch slurm STUDY.json</c>.</summary>
internal static class SlurmCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("STUDY.json") { Description = "The study file." };
        var workers = new Option<int>("--workers") { Description = "How many workers the coordinator submits.", HelpName = "N", Required = true };
        workers.Allow(n => n is >= 1 and <= 4096, "from 1 to 4096 are allowed");
        var slurm = new Option<string>("--slurm") { Description = "Further arguments of sbatch for the workers, in one word: \"--partition=cpu --time=60\".", HelpName = "ARGS", DefaultValueFactory = _ => "" };
        var folder = new Option<string?>("--study-folder") { Description = "The study folder. Default: NAME.study beside the file.", HelpName = "FOLDER" };
        var output = new Option<FileInfo?>("--out") { Description = "The file to write. Default: NAME.sbatch beside the study file.", HelpName = "FILE" };
        var further = new Argument<string[]>("RUN_OPTIONS") { Description = "After --: further options of run, such as -- --heartbeat 60 --certificate /path/to/host.pem.", Arity = ArgumentArity.ZeroOrMore };
        var plugin = new PluginOption();
        var command = new Command("slurm", "Write the batch file of a coordinator that runs as a Slurm job itself and submits its workers; requeued, it goes on. Exit code 2 if the file exists.") { file, further, workers, slurm, folder, output };
        plugin.AddTo(command);
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            FileInfo path = parsed.GetRequiredValue(file);
            StudyDefinition study = StudyFiles.Read(path).Definition!;
            TunerPlugin? brought = plugin.Read(parsed);
            StudyFiles.Use(path, () => Trainers.CheckLoader(study, TunerPlugin.LoadingOf(brought, study: null))); // as the next lines: refused now
            TunerPlugin.TunerOf(brought)(study);
            string arguments = parsed.GetRequiredValue(slurm);
            SlurmArguments.Split(arguments); // refused now, not in the queue
            string[] options = parsed.GetValue(further) ?? [];
            string root = Path.GetFullPath(parsed.GetValue(folder) ?? Path.Combine(path.DirectoryName!, study.Name + ".study"));
            FileInfo script = parsed.GetValue(output) ?? new FileInfo(Path.Combine(path.DirectoryName!, study.Name + ".sbatch"));
            if (Path.Exists(script.FullName))
            {
                throw new WrongInputException($"{script} exists; it is not overwritten.");
            }

            string[] run = ["run", path.FullName, "--out", root, "--pool", "slurm", "--workers", parsed.GetValue(workers).ToString(CultureInfo.InvariantCulture), .. arguments.Length > 0 ? (string[])["--slurm", arguments] : [], .. plugin.File(parsed) is { } named ? (string[])["--plugin", named.FullName] : [], .. options];
            if (RunCommand.Create().Parse(run[1..]).Errors is [var wrong, ..])
            {
                throw new WrongInputException($"{string.Join(' ', options)}: {wrong.Message}");
            }

            string text = CoordinatorScript.Of(SlurmWorkerPool.NameOfCoordinator(study.Name), Workers.Local.WorkerCommand.Of(ProgramFile.Path), run, root + ".log");
            new OutputFile(script).Check().Write(writer => writer.Write(text));
            Console.WriteLine($"{script} is written. Next: sbatch {script}");
            return ExitCode.Done;
        }));
        return command;
    }
}
