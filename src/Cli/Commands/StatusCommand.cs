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
        var trial = new Option<int?>("--trial") { Description = "Show one trial instead: its values, its attempts, why they failed, and what its program wrote to standard error.", HelpName = "N" };
        trial.Allow(n => n is null or >= 0, "a trial's number is needed, from 0");
        var watch = new Option<bool>("--watch") { Description = "Show it live until it is finished, as its run does. Exit codes: 0 finished, 3 nobody runs it any more, 130 Ctrl-C, which ends the watching alone." };
        var command = new Command("status", "Show counts, best, ranges and hash of a study, running or not; never disturbs it.") { folder, json, trial, watch };
        command.SetAction((parsed, _) => Faults.Guard(async () =>
        {
            var study = new StudyFolder(parsed.GetRequiredValue(folder));
            if (parsed.GetValue(watch))
            {
                return parsed.GetValue(json) || parsed.GetValue(trial) is not null
                    ? throw new WrongInputException("--watch shows a study as it goes on; it goes with neither --json nor --trial.")
                    : await StudyWatch.FollowAsync(study, TimeProvider.System).ConfigureAwait(false);
            }

            if (parsed.GetValue(trial) is { } number)
            {
                TrialAccount account = TrialAccount.Of(study, Trainers.Port, number) ?? throw new WrongInputException($"{study.Root}: trial {number} has not been proposed.");
                if (parsed.GetValue(json))
                {
                    Console.WriteLine(JsonSerializer.Serialize(account, StatusJson.Readable.TrialAccount));
                }
                else
                {
                    TrialText.Write(Console.Out, account);
                }

                return ExitCode.Done;
            }

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
