using System.CommandLine;
using HyperSearch.Workers.BuiltIn;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch data mnist</c>.</summary>
internal static class DataCommand
{
    public static Command Create()
    {
        var to = new Option<string?>("--to") { Description = $"The folder that gets the folder mnist. Default: ${DataFolder.Variable}, or else data.", HelpName = "FOLDER" };
        var from = new Option<string>("--from") { Description = "The address the files lie under.", HelpName = "URL", DefaultValueFactory = _ => MnistDownload.Address };
        var mnist = new Command("mnist", "Download MNIST's four files and check them. Exit code 1 without a network.") { to, from };
        mnist.SetAction((parsed, cancel) => Faults.Guard(async () =>
        {
            string root = parsed.GetValue(to) ?? Environment.GetEnvironmentVariable(DataFolder.Variable) ?? "data";
            string folder = Path.GetFullPath(Path.Combine(root, "mnist"));
            await MnistDownload.ToAsync(folder, parsed.GetRequiredValue(from), Console.Out, cancel).ConfigureAwait(false);
            Console.WriteLine($"MNIST is in {folder}. Studies find it as \"mnist\" when {DataFolder.Variable}={Path.GetDirectoryName(folder)} is set.");
            return ExitCode.Done;
        }));
        return new Command("data", "Fetch data sets.") { mnist };
    }
}
