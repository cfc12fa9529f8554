using System.CommandLine;
using System.Text.Json.Nodes;
using HyperSearch.Cli.Terminal;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch best FOLDER</c>.</summary>
internal static class BestCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The study folder." };
        var json = new Option<bool>("--json") { Description = "Print the winner as one JSON object, as best.json has it." };
        var by = new Option<string[]>("--by") { Description = "Compare the values of a searched parameter instead: the best trial of each, and the median. Given twice: the best value of every pair.", HelpName = "PARAMETER" };
        by.Allow(paths => paths is null or { Length: <= 2 }, "one parameter or two can be compared");
        var command = new Command("best", "Show the winner: the confirmed trial, or else the best as observed. Exit code 1 while no trial has completed.") { folder, json, by };
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            var study = new StudyFolder(parsed.GetRequiredValue(folder));
            StudyState state = study.Read(Trainers.Port).State;
            switch (parsed.GetValue(by))
            {
                case [var path]:
                    ComparisonText.Write(Console.Out, path, Comparison.By(state, path));
                    return ExitCode.Done;
                case [var path, var other]:
                    ComparisonText.Write(Console.Out, path, other, Comparison.By(state, path, other));
                    return ExitCode.Done;
            }

            if (BestExport.Winner(state) is not { } winner)
            {
                Console.Error.WriteLine($"{study.Root}: no trial has completed yet.");
                return ExitCode.Failed;
            }

            if (parsed.GetValue(json))
            {
                Console.WriteLine(winner.ToJsonString(IndentedJson.Options));
                return ExitCode.Done;
            }

            Console.WriteLine($"trial {winner["trial"]}: {winner["objective"]!["metric"]} {Numbers.Short(winner["value"]!.GetValue<double>())}");
            if (winner["confirmed"] is { } confirmed)
            {
                Console.WriteLine(confirmed["verdict"]);
            }

            foreach ((string path, JsonNode? value) in winner["parameters"]!.AsObject())
            {
                Console.WriteLine($"  {StatusText.Parameters(new JsonObject { [path] = value?.DeepClone() })}");
            }

            return ExitCode.Done;
        }));
        return command;
    }
}
