using System.CommandLine;
using HyperSearch.Dashboard;
using HyperSearch.Search.Studies;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch report FOLDER</c>.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The study folder." };
        var file = new Option<FileInfo?>("--out") { Description = "The file to write. Default: report.html in the study folder.", HelpName = "FILE" };
        var command = new Command("report", "Write the report of a study, running or not: one HTML file that opens without a network.") { folder, file };
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            var study = new StudyFolder(parsed.GetRequiredValue(folder));
            FileInfo target = parsed.GetValue(file) ?? new FileInfo(study.Report);
            OutputFile output = new OutputFile(target).Check();
            string text = StudyReport.Of(study, Trainers.Port, TimeProvider.System);
            output.Write(writer => writer.Write(text));
            Console.WriteLine(target);
            return ExitCode.Done;
        }));
        return command;
    }
}
