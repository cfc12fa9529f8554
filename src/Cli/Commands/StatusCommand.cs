using System.CommandLine;
using System.Text.Json;
using HyperSearch.Cli.Terminal;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch status FOLDER</c>.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The study folder." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object on standard output." };
        var command = new Command("status", "Show counts, best, ranges and hash of a study, running or not; never disturbs it.") { folder, json };
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            var study = new StudyFolder(parsed.GetRequiredValue(folder));

            // Asked before the journal is read: a study that finishes in between is then seen as finished, not as interrupted.
            bool isHeld = FolderLock.IsHeld(study.Root, TimeProvider.System);
            StudyReading reading = study.Read(Trainers.Port);
            StudyStatus status = StudyStatus.Of(reading.State, isHeld, reading.Pace);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(status, StatusJson.Readable.StudyStatus));
            }
            else
            {
                StatusText.Write(Console.Out, status, study);
            }

            return ExitCode.Done;
        }));
        return command;
    }
}
