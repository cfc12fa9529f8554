using System.CommandLine;
using System.CommandLine.Completions;

namespace HyperSearch.Cli.Completion;

/// <summary>A command as a shell completes it.</summary>
/// <param name="Path">The words that lead to it, such as <c>hypersearch data mnist</c>.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Commands">The commands in it.</param>
/// <param name="Options">Its options.</param>
/// <param name="Words">The words that its arguments can be; empty where those are files or folders.</param>
/// <param name="TakesFiles">Whether it has arguments that are files or folders.</param>
internal sealed record CompletedCommand(string Path, string Summary, IReadOnlyList<CompletedCommand> Commands, IReadOnlyList<CompletedOption> Options, IReadOnlyList<string> Words, bool TakesFiles)
{
    /// <summary>The last word of the path.</summary>
    public string Name => Path[(Path.LastIndexOf(' ') + 1)..];

    /// <summary>It and every command in it, the outer ones first.</summary>
    public IEnumerable<CompletedCommand> All => Commands.SelectMany(c => c.All).Prepend(this);

    /// <summary>A command, and those in it that are not hidden.</summary>
    public static CompletedCommand Of(Command command, string path)
    {
        string[] words = [.. command.Arguments.SelectMany(a => a.GetCompletions(CompletionContext.Empty)).Select(c => c.Label)];
        return new CompletedCommand(
            path,
            Sentence(command.Description),
            [.. command.Subcommands.Where(c => !c.Hidden).Select(c => Of(c, $"{path} {c.Name}"))],
            [.. command.Options.Where(o => !o.Hidden && o is not System.CommandLine.Help.HelpOption).Select(CompletedOption.Of).Append(new CompletedOption("--help", "Show help.", false, []))],
            words,
            command.Arguments.Count > 0 && words.Length == 0);
    }

    /// <summary>The first sentence of a description: what is between brackets or behind a colon is for the help text.</summary>
    internal static string Sentence(string? description)
    {
        string text = description ?? "";
        int end = new[] { text.IndexOf(". ", StringComparison.Ordinal), text.IndexOf(": ", StringComparison.Ordinal), text.IndexOf(" (", StringComparison.Ordinal) }.Where(i => i > 0).DefaultIfEmpty(text.Length).Min();
        return text[..end].TrimEnd('.');
    }
}

/// <summary>An option as a shell completes it.</summary>
/// <param name="Name">Its name with the dashes.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="HasValue">Whether a value follows.</param>
/// <param name="Values">What the value can be; empty where it is a number, a file or a folder.</param>
internal sealed record CompletedOption(string Name, string Summary, bool HasValue, IReadOnlyList<string> Values)
{
    internal static CompletedOption Of(Option option)
    {
        bool hasValue = option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool) && option.ValueType != typeof(void);
        return new CompletedOption(option.Name, CompletedCommand.Sentence(option.Description), hasValue, hasValue ? [.. option.GetCompletions(CompletionContext.Empty).Select(c => c.Label)] : []);
    }
}
