using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using HyperSearch.Cli.Init;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Search.Tuners;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch init</c>.</summary>
internal static class InitCommand
{
    private const string DefaultFile = "study.json";

    public static Command Create()
    {
        var file = new Argument<FileInfo?>("STUDY.json") { Description = "The file to write. Default: study.json.", Arity = ArgumentArity.ZeroOrOne };
        var target = new Option<FileInfo?>("--out") { Description = "The file to write, as STUDY.json says it too.", HelpName = "FILE" };
        var data = new Option<string?>("--data") { Description = "What the built-in network learns from: digits, mnist, a CSV file, or a folder of IDX or npy files. Default: digits, which the program draws itself.", HelpName = "DATA" };
        var label = new Option<string?>("--label") { Description = "The column of a CSV file that holds the label. Default: the last.", HelpName = "COLUMN" };
        var program = new Option<string?>("--program") { Description = "A program of your own as the trainer instead, with its parameters in braces: \"python3 train.py --lr {lr}\".", HelpName = "COMMAND" };
        var metric = new Option<string?>("--metric") { Description = "With --program: the metric that it prints. Default: validation.accuracy.", HelpName = "NAME" };
        var tuner = new Option<string?>("--tuner") { Description = "What proposes parameter sets. Default: auto.", HelpName = "TYPE" };
        var trials = new Option<int?>("--trials") { Description = "How many trials. Default: 40.", HelpName = "N" };
        tuner.CompletionSources.Add(_ => Tuners());
        trials.Allow(n => n is null or (>= 1 and <= 10_000_000), "from 1 to 10000000 are allowed");
        var command = new Command("init", "Write a commented study file to start from; in a terminal, asks what it is to be where no option says it. Exit code 2 if the file exists.") { file, target, data, label, program, metric, tuner, trials };
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            if (parsed.GetValue(file) is { } one && parsed.GetValue(target) is { } other)
            {
                throw new WrongInputException($"--out {other}: {one} is to be written already; give one file.");
            }

            if (parsed.GetValue(program) is null ? parsed.GetValue(metric) is not null : parsed.GetValue(data) is not null || parsed.GetValue(label) is not null)
            {
                throw new WrongInputException("--program goes with --metric, and without --data and --label: a program has its data itself.");
            }

            FileInfo? path = parsed.GetValue(file) ?? parsed.GetValue(target);
            bool asks = !Console.IsInputRedirected && !Console.IsOutputRedirected && parsed.CommandResult.Children.All(c => c is System.CommandLine.Parsing.ArgumentResult);
            Questions? questions = asks ? new Questions(Console.In, Console.Out) : null;
            path = Unwritten(path ?? new FileInfo(questions?.Ask("Study file", DefaultFile, f => Unwritten(new FileInfo(f)).ToString()) ?? DefaultFile));
            string text = StudyDraft.Of(Answers(path, questions, parsed.GetValue(data), parsed.GetValue(label), parsed.GetValue(program), parsed.GetValue(metric), parsed.GetValue(tuner), parsed.GetValue(trials)));
            if (StudyFile.Read(text, Trainers.Port).Faults is [var fault, ..])
            {
                throw new WrongInputException($"{path}: {fault}");
            }

            using (FileStream written = new(path.FullName, FileMode.CreateNew, FileAccess.Write))
            {
                written.Write(Encoding.UTF8.GetBytes(text));
            }

            Console.WriteLine($"{path} is written. Next: look at its ranges, then hypersearch run {path}");
            return ExitCode.Done;
        }));
        return command;
    }

    private static InitAnswers Answers(FileInfo path, Questions? questions, string? data, string? label, string? program, string? metric, string? tuner, int? trials)
    {
        string folder = path.DirectoryName!;
        ProgramLine? line = questions is not null ? questions.Ask("Program of your own, with its parameters in braces (Enter: the built-in network)", "", text => text.Length == 0 ? null : ProgramLine.Read(text))
            : program is not null ? ProgramLine.Read(program)
            : null;
        DataGuess? guess = line is not null ? null
            : questions is not null ? questions.Ask("Data: digits, mnist, a CSV file, or a folder", InitAnswers.DefaultData, d => DataGuess.Of(d, null, folder))
            : DataGuess.Of(data ?? InitAnswers.DefaultData, label, folder);
        if (line is not null)
        {
            metric ??= questions?.Ask("Metric that it prints", InitAnswers.DefaultMetric, m => m);
        }

        string type = questions?.Ask("Tuner", InitAnswers.DefaultTuner, Tuner) ?? Tuner(tuner ?? InitAnswers.DefaultTuner);
        int count = questions?.Ask("Trials", InitAnswers.DefaultTrials.ToString(CultureInfo.InvariantCulture), Trials) ?? trials ?? InitAnswers.DefaultTrials;
        return new InitAnswers(NameOf(path), type, count, guess, line, metric ?? InitAnswers.DefaultMetric);
    }

    private static FileInfo Unwritten(FileInfo path) =>
        Path.Exists(path.FullName) ? throw new WrongInputException($"{path} exists; it is not overwritten.")
        : Directory.Exists(path.DirectoryName) ? path
        : throw new WrongInputException($"{path}: there is no folder {path.DirectoryName}.");

    /// <summary>A study of the file's name, in the characters that a study's name may have.</summary>
    private static string NameOf(FileInfo path)
    {
        string name = string.Concat(Path.GetFileNameWithoutExtension(path.Name).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).TrimStart('.');
        return name.Length is 0 or > 100 || path.Name == DefaultFile ? "my-study" : name;
    }

    private static string Tuner(string type) =>
        Tuners().Contains(type) ? type : throw new WrongInputException($"--tuner {type}: there is no such tuner; {Suggestion.For(type, [.. Tuners()], "tuners")}");

    private static int Trials(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 10_000_000 ? count : throw new WrongInputException($"{text}: from 1 to 10000000 trials are allowed.");

    private static IEnumerable<string> Tuners() => typeof(TunerOptions).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .Where(k => !k.DerivedType.IsDefined(typeof(LibraryOnlyAttribute), false)).Select(k => (string)k.TypeDiscriminator!);
}
