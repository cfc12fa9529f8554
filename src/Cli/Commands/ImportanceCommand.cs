using System.CommandLine;
using System.Text.Json;
using HyperSearch.Cli.Terminal;
using HyperSearch.Search.Importance;
using HyperSearch.Search.Studies;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch importance FOLDER</c>.</summary>
internal static class ImportanceCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The study folder." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object on standard output." };
        var command = new Command("importance", "Show which parameters made the difference, and which pairs, with the uncertainty; of a study running or not, without disturbing it.") { folder, json };
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            StudyImportance importance = StudyImportance.Of(new StudyFolder(parsed.GetRequiredValue(folder)).Read(Trainers.Port).State);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(importance, ImportanceJson.Readable.StudyImportance));
            }
            else
            {
                ImportanceText.Write(Console.Out, importance);
            }

            return ExitCode.Done;
        }));
        return command;
    }
}
