using System.CommandLine;
using System.Text.Json.Nodes;
using HyperSearch.Search.Studies;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch export FOLDER</c>.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The study folder." };
        var top = new Option<int>("--top") { Description = "How many of the best trials (json). Default: 1.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var format = new Option<string>("--format")
        {
            Description = "json: complete configurations of the best trials. csv: a line for every trial. epochs, layers: CSV of every epoch's metrics, or of its layers' measures. Default: json.",
            DefaultValueFactory = _ => "json",
        };
        format.AcceptOnlyFromAmong("json", "csv", "epochs", "layers");
        var file = new Option<FileInfo?>("--out") { Description = "The file to write. Default: standard output.", HelpName = "FILE" };
        top.Allow(n => n >= 1, "at least 1 is needed");
        var command = new Command("export", "Write the best configurations, or all trials, for other programs.") { folder, top, format, file };
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            OutputFile output = new OutputFile(parsed.GetValue(file)).Check();
            var study = new StudyFolder(parsed.GetRequiredValue(folder));
            string text = parsed.GetValue(format) switch
            {
                "csv" => TrialTable.ToCsv(study.Read(Trainers.Port).State),
                "epochs" => EpochTable.MetricsToCsv(study.Open().Read()),
                "layers" => EpochTable.LayersToCsv(study.Open().Read()),
                _ => new JsonArray([.. BestExport.Top(study.Read(Trainers.Port).State, parsed.GetValue(top))]).ToJsonString(IndentedJson.Options) + "\n",
            };
            output.Write(writer => writer.Write(text));
            return ExitCode.Done;
        }));
        return command;
    }
}
