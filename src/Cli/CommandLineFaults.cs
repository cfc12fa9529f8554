using System.CommandLine;
using System.CommandLine.Parsing;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Cli;

/// <summary>What is wrong with a command line, in words, with the nearest word that would have been right.</summary>
internal static class CommandLineFaults
{
    /// <summary>Every fault; empty where there is none.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;

        // A misspelt option would otherwise be taken for the name of a file, and its value for one argument too many. What follows a "--" is taken as it is.
        string[] misspelt = parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash) ? []
            : [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).Concat(parsed.UnmatchedTokens).Where(t => t.StartsWith("--", StringComparison.Ordinal))];
        if (misspelt.Length > 0)
        {
            return [.. misspelt.Select(option => $"{option} is no option of {Name(command)}; {Suggestion.For(option, Options(command), "options")}")];
        }

        if (command.Arguments.Count == 0 && command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var word, ..])
        {
            string known = Suggestion.Nearest(word, command.Subcommands.Select(c => c.Name)) is { } near ? $"did you mean `{near}`?" : $"there are {string.Join(", ", Commands(command))}.";
            return [$"{word} is no command of {Name(command)}; {known}"];
        }

        return [.. parsed.Errors.Select(e => e.Message)];
    }

    /// <summary>The command as it is typed.</summary>
    public static string Name(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Name(parent)} {command.Name}" : "hypersearch";

    private static IEnumerable<string> Commands(Command command) => command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);

    private static string[] Options(Command command) => [.. command.Options.Where(o => !o.Hidden).Select(o => o.Name).Append("--help").Distinct()];
}
