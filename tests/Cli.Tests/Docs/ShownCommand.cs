using System.CommandLine;
using System.Text.RegularExpressions;

namespace HyperSearch.Cli.Tests.Docs;

/// <summary>A call of <c>hypersearch</c> that a page shows, in a block or within a sentence.</summary>
/// <param name="Page">The page, relative to the checkout.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Words">What stands behind the program's name, up to the end of the command.</param>
/// <param name="IsWhole">Whether it is a line of a block, which has all that the command needs.</param>
internal sealed partial record ShownCommand(string Page, int Line, IReadOnlyList<string> Words, bool IsWhole)
{
    private static readonly string[] BlocksOfCommands = ["", "sh", "console", "yaml"];

    /// <summary>All of a page, in order, but those that are shown for being refused (<c># exit code 2</c>); <c>dotnet run --project src/Cli --</c> is another name of the program.</summary>
    public static IReadOnlyList<ShownCommand> Of(string root, string page)
    {
        IReadOnlyList<Fence> blocks = Fence.Of(root, page);
        var found = new List<ShownCommand>();
        foreach (Fence block in blocks.Where(block => BlocksOfCommands.Contains(block.Language)))
        {
            found.AddRange(block.Commands.Where(command => !block.Text.Split('\n').Any(text => Refused().Match(text).Groups[1].Value == command)).SelectMany(command => In(page, block.Line, command, true)));
        }

        string[] lines = File.ReadAllLines(Path.Combine(root, page));
        for (int i = 0; i < lines.Length; i++)
        {
            if (!blocks.Any(block => i + 1 >= block.Line && i + 1 <= block.Line + block.Text.Count(c => c == '\n') + 1))
            {
                int line = i + 1;
                found.AddRange(CodeSpan().Matches(lines[i]).SelectMany(span => In(page, line, span.Groups[1].Value, false)));
            }
        }

        return found;
    }

    /// <summary>The command as the front page's table has it, without the program's name.</summary>
    public static ShownCommand OfSynopsis(string page, int line, string text) => new(page, line, Split(text), false);

    /// <summary>What is wrong with it: a command or an option that there is not; of a whole one, anything that the program would refuse. Null where it is right.</summary>
    public string? Fault(RootCommand root)
    {
        Command command = root;
        Option? before = null;
        bool isFurther = false;
        foreach (string word in Words)
        {
            if (before?.Arity.MinimumNumberOfValues > 0)
            {
                before = null; // its value, which may look like an option: --slurm "--time=60"
                continue;
            }

            string name = word.Split('=')[0];
            if (word == "--")
            {
                isFurther = command.Name == "slurm"; // what follows is for run
            }
            else if (command.Subcommands.FirstOrDefault(c => c.Name == word) is { } inner)
            {
                command = inner;
            }
            else if (command.Subcommands.Count > 0 && word[0] != '-')
            {
                return $"`{word}` is no command of {command.Name}";
            }
            else if (name.StartsWith('-'))
            {
                before = Options(command, isFurther, root).FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));
                if (before is null)
                {
                    return $"`{name}` is no option of {command.Name}";
                }
            }
        }

        // Capitals stand for something of the reader's.
        return !IsWhole || Words.Any(word => Placeholder().IsMatch(word) || word == "...") ? null
            : CommandLineFaults.Of(root.Parse([.. Words])) is [var fault, ..] ? fault : null;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Page}:{Line}: hypersearch {string.Join(' ', Words)}";

    private static IEnumerable<Option> Options(Command command, bool isFurther, RootCommand root) =>
        command.Options.Concat(root.Options).Concat(isFurther ? root.Subcommands.Single(c => c.Name == "run").Options : []);

    private static IEnumerable<ShownCommand> In(string page, int line, string text, bool isWhole) =>
        Call().Matches(text.Replace("\\|", "|", StringComparison.Ordinal)).Select(call => new ShownCommand(page, line, Split(call.Groups[1].Value), isWhole));

    /// <summary>The words of one command as a shell has them; brackets are those of a synopsis.</summary>
    private static string[] Split(string text) => [.. Word().Matches(text).TakeWhile(word => !End().IsMatch(word.Value)).Select(word => word.Value.Trim('"', '\'', '[', ']', ')', ';')).Where(word => word.Length > 0)];

    [GeneratedRegex(@"(?<!`)`([^`]+)`(?!`)")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"(?:(?<![\w./""-])hypersearch|--project src/Cli --) (?=[a-z])(.+?)(?=; | \| |$)")]
    private static partial Regex Call();

    [GeneratedRegex(@"""[^""]*""|'[^']*'|\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(.+?)\s+# exit code [1-9]")]
    private static partial Regex Refused();

    [GeneratedRegex(@"^(?:[0-9]?>|<|&|\|)")]
    private static partial Regex End();

    [GeneratedRegex(@"^[A-Z][A-Z_]*(?:\.json)?$")]
    private static partial Regex Placeholder();
}
