using System.CommandLine;
using System.Text.Json.Nodes;
using HyperSearch.Cli.Terminal;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Workers;
using HyperSearch.Workers.Models;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch train FOLDER|CONFIG.json</c>.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("FOLDER|CONFIG.json") { Description = "A study folder, whose winner is trained, or a file with a trainer section (and a seed): best.json, or one of your own." };
        var target = new Option<string?>("--out") { Description = "The folder that gets the model. Default: model in the study folder, or NAME.model beside NAME.json.", HelpName = "FOLDER" };
        var ensemble = new Option<int>("--ensemble")
        {
            Description = "Train the N best parameter sets of the study (of a file: its own, N times with other weights and batches) and average their predictions.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var json = new Option<bool>("--json") { Description = "Print the result as one JSON object on standard output, and everything else on standard error." };
        ensemble.Allow(n => n is >= 1 and <= 1000, "from 1 to 1000 are allowed");
        var command = new Command(
            "train",
            "Train the winner on training and validation data together for its epochs, score it once on the test part, and save the model. Exit codes: 0 saved, 1 diverged, 2 wrong input, "
            + "130 interrupted; only after 0 is anything written.") { source, target, ensemble, json };
        command.SetAction((parsed, _) => Faults.Guard(async () =>
        {
            string path = parsed.GetRequiredValue(source), full = Path.GetFullPath(path);
            bool isStudy = Directory.Exists(path);
            int members = parsed.GetValue(ensemble);
            IReadOnlyList<TrainerConfig> configs = isStudy
                ? FinalConfigs.Of(new StudyFolder(path), Trainers.Port, members)
                : [.. Enumerable.Repeat(StudyFiles.ReadConfig(new FileInfo(path)), members)];
            string beside = isStudy ? full : Path.GetDirectoryName(full)!;
            string folder = parsed.GetValue(target) ?? Path.Combine(isStudy ? path : Path.GetDirectoryName(path)!, isStudy ? "model" : Path.GetFileNameWithoutExtension(path) + ".model");
            ModelFolder.Check(folder);

            TextWriter output = parsed.GetValue(json) ? Console.Error : Console.Out;
            using var interrupts = new Interrupts { Meaning = "nothing is saved" };
            TrainedEnsemble trained;
            try
            {
                // Not waited for when it is interrupted: an epoch may take minutes.
                trained = await Task.Run(() => isStudy ? Train() : StudyFiles.Use(new FileInfo(path), Train)).WaitAsync(interrupts.Stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Interrupted;
            }

            TrainedEnsemble Train() => new ModelTraining(beside).Train(configs, p => output.WriteLine(TrainText.Line(p)), interrupts.Stop);
            using (trained)
            {
                JsonObject result = trained.ToJson();
                ModelFolder.Save(folder, [.. trained.Members.Select(m => m.Model)], result);
                TrainText.Write(output, trained, folder);
                if (parsed.GetValue(json))
                {
                    result["model"] = folder;
                    Console.WriteLine(result.ToJsonString());
                }
            }

            return ExitCode.Done;
        }));
        return command;
    }
}
