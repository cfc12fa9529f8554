using System.CommandLine;
using System.Text.Json.Nodes;
using HyperSearch.Exchange;
using HyperSearch.Exchange.Mlflow;
using HyperSearch.Exchange.Optuna;
using HyperSearch.Exchange.TensorBoard;
using HyperSearch.Search.Studies;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch export FOLDER</c>.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The study folder." };
        var top = new Option<int>("--top") { Description = "How many of the best trials (json).", HelpName = "N", DefaultValueFactory = _ => 1 };
        var format = new Option<string>("--format")
        {
            Description = "json: complete configurations of the best trials. csv: a line for every trial. epochs, layers: CSV of every epoch's metrics, or of its layers' measures. optuna: a journal file that Optuna and optuna-dashboard open. tensorboard, mlflow: a folder of theirs, with a run for every trial.",
            DefaultValueFactory = _ => "json",
        };
        format.AcceptOnlyFromAmong("json", "csv", "epochs", "layers", "optuna", "tensorboard", "mlflow");
        var target = new Option<FileInfo?>("--out") { Description = "The file to write (default: standard output); with tensorboard and mlflow the folder, which may hold other runs.", HelpName = "FILE|FOLDER" };
        top.Allow(n => n >= 1, "at least 1 is needed");
        var command = new Command("export", "Write the best configurations, or all trials, for other programs.") { folder, top, format, target };
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            var study = new StudyFolder(parsed.GetRequiredValue(folder));
            string chosen = parsed.GetValue(format)!;
            if (chosen != "json" && parsed.GetResult(top) is { Implicit: false })
            {
                throw new WrongInputException($"--top needs --format json; {chosen} writes all trials.");
            }

            if (chosen is "tensorboard" or "mlflow")
            {
                string store = parsed.GetValue(target)?.ToString() ?? throw new WrongInputException($"--format {chosen} writes a folder; say which with --out FOLDER.");
                StudyFacts facts = StudyFacts.Read(study, Trainers.Port);
                Console.WriteLine(chosen == "mlflow" ? WriteMlflow(facts, store) : TensorBoardExport.Write(facts, store));
                return ExitCode.Done;
            }

            OutputFile output = new OutputFile(parsed.GetValue(target)).Check();
            if (chosen == "optuna" && parsed.GetValue(target) is { } journal)
            {
                OptunaExport.CheckReplaceable(journal.FullName);
            }

            Action<TextWriter> write = chosen switch
            {
                "csv" => Text(TrialTable.ToCsv(study.Read(Trainers.Port).State)),
                "epochs" => Text(EpochTable.MetricsToCsv(study.Open().Read())),
                "layers" => Text(EpochTable.LayersToCsv(study.Open().Read())),
                "optuna" => Journal(StudyFacts.Read(study, Trainers.Port)),
                _ => Text(new JsonArray([.. BestExport.Top(study.Read(Trainers.Port).State, parsed.GetValue(top))]).ToJsonString(IndentedJson.Options) + "\n"),
            };
            output.Write(write);
            return ExitCode.Done;
        }));
        return command;
    }

    private static string WriteMlflow(StudyFacts study, string store)
    {
        (string folder, string name) = MlflowExport.Write(study, store);
        string own = study.State.Definition.Name;
        if (name != own)
        {
            Console.Error.WriteLine($"{store} has an experiment {own} already, of another study; this one is called {name}.");
        }

        return folder;
    }

    private static Action<TextWriter> Text(string text) => writer => writer.Write(text);

    private static Action<TextWriter> Journal(StudyFacts study) => writer => OptunaExport.Write(study, writer);
}
