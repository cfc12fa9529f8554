using System.CommandLine;
using HyperSearch.Trainer.Models;
using HyperSearch.Workers.Models;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch predict MODEL DATA</c>.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "The folder that train has saved, or one safetensors file of it." };
        var data = new Argument<string>("DATA")
        {
            Description = "The samples, in the format the model has learnt from: an IDX file of images (or the folder of t10k-images-idx3-ubyte), plain or with .gz; a CSV file with the features' columns; a .npy file.",
        };
        var file = new Option<FileInfo?>("--out") { Description = "The file to write. Default: standard output.", HelpName = "FILE" };
        var command = new Command("predict", "Label new data: CSV with a label and the probability of every class a sample, or with the predicted number. Exit code 2 if model or data are wrong.") { model, data, file };
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            OutputFile output = new OutputFile(parsed.GetValue(file)).Check();
            IReadOnlyList<TrainedModel> members = ModelFolder.Load(parsed.GetRequiredValue(model));
            float[] features = ModelInput.Load(parsed.GetRequiredValue(data), members[0].Config);
            var predictions = Predictions.Average([.. members.Select(m => m.Predict(features))]);
            output.Write(writer => PredictionTable.Write(writer, predictions, members[0].Config));
            foreach (TrainedModel member in members)
            {
                member.Dispose();
            }

            return ExitCode.Done;
        }));
        return command;
    }
}
