using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HyperSearch.Exchange;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch import FILE</c>.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A journal file of Optuna's, or a table of trials as CSV: of `export --format csv`, of Optuna's trials_dataframe, or with a column `value` and a column for every parameter." };
        var folder = new Option<string?>("--out") { Description = "The study folder to make. Default: NAME.study beside the file.", HelpName = "FOLDER" };
        var study = new Option<string?>("--study") { Description = "Which study, where a journal holds several.", HelpName = "NAME" };
        var direction = new Option<string?>("--direction") { Description = "minimize or maximize; needed where the file does not say it, as a table never does.", HelpName = "DIRECTION" };
        var rename = new Option<string[]>("--rename") { Description = "Another name for a parameter, such as lr=optimizer.learningRate; may be given several times.", HelpName = "OLD=NEW", DefaultValueFactory = _ => [] };
        var ignore = new Option<string[]>("--ignore") { Description = "A column of a table that is neither a parameter nor anything of its trials; may be given several times.", HelpName = "COLUMN", DefaultValueFactory = _ => [] };
        direction.AcceptOnlyFromAmong("minimize", "maximize");
        rename.Validators.Add(Check);
        var command = new Command(
            "import",
            "Make a study folder of trials that another tool ran: status, best, importance, report and export read it, and search.history of a new study builds on it. Exit codes: 0 done, 2 the file, or a name, is wrong; then nothing is written.")
        { file, folder, study, direction, rename, ignore };
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            string path = parsed.GetRequiredValue(file);
            var settings = new ImportSettings
            {
                Study = parsed.GetValue(study),
                Direction = parsed.GetValue(direction) switch { "minimize" => Direction.Minimize, "maximize" => Direction.Maximize, _ => null },
                Renamed = parsed.GetValue(rename)!.Select(Parts).ToDictionary(p => p.Old, p => p.New),
                Ignored = parsed.GetValue(ignore)!,
            };
            ImportResult read = ImportFile.Read(path, settings);
            string root = parsed.GetValue(folder) ?? Path.Combine(Path.GetDirectoryName(path)!, read.Study.Definition.Name + ".study");
            StudyState state = ImportedFolder.Write(root, read.Study, ProgramVersion.Text, TimeProvider.System);
            Say(root, state, read.LeftOut);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Say(string root, StudyState state, IReadOnlyList<LeftOutTrials> leftOut)
    {
        string counts = string.Join(", ", Enum.GetValues<Outcome>().Where(o => state.CountOf(o) > 0).Select(o => string.Create(CultureInfo.InvariantCulture, $"{state.CountOf(o)} {o.ToString().ToLowerInvariant()}"))
            .Concat(state.Open.Count > 0 ? [$"{state.Open.Count} not over"] : []));
        Console.WriteLine($"{root}: {state.Trials.Count} trials ({counts}) over {string.Join(", ", state.Definition.Space.Dimensions.Select(d => d.Path))}.");
        foreach (LeftOutTrials left in leftOut)
        {
            Console.Error.WriteLine($"{left.Trials} left out: {left.Why}. The numbers of the trials close up.");
        }
    }

    private static void Check(OptionResult result)
    {
        string[] given = [.. result.Tokens.Select(t => t.Value)];
        if (given.FirstOrDefault(g => Parts(g) is not { Old.Length: > 0, New.Length: > 0 }) is { } wrong)
        {
            result.AddError($"--rename {wrong}: OLD=NEW is needed, such as lr=optimizer.learningRate.");
        }
        else if (given.GroupBy(g => Parts(g).Old).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            result.AddError($"--rename: {twice.Key} is given two names.");
        }
    }

    private static (string Old, string New) Parts(string rename) => rename.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (rename[..at], rename[(at + 1)..]) : ("", "");
}
