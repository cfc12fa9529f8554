using System.Text;

namespace HyperSearch.Cli.Completion;

/// <summary>The commands as a script for fish, with what each does.</summary>
internal static class FishCompletion
{
    public static string Script(CompletedCommand root)
    {
        var text = new StringBuilder("# Completion of hypersearch for fish: hypersearch completion fish | source\n");
        foreach (CompletedCommand command in root.All)
        {
            string when = Condition(command);
            foreach (CompletedCommand inner in command.Commands)
            {
                text.Append($"complete -c hypersearch -n {when} -f -a {inner.Name} -d {Quoted(inner.Summary)}\n");
            }

            if (command.Words.Count > 0)
            {
                text.Append($"complete -c hypersearch -n {when} -f -a '{string.Join(' ', command.Words)}'\n");
            }

            foreach (CompletedOption option in command.Options)
            {
                string value = option.Values.Count > 0 ? $" -x -a '{string.Join(' ', option.Values)}'" : option.HasValue ? " -r" : "";
                text.Append($"complete -c hypersearch -n {when} -l {option.Name[2..]}{value} -d {Quoted(option.Summary)}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Where the command line has come to this command and to none in it.</summary>
    private static string Condition(CompletedCommand command)
    {
        string[] path = command.Path.Split(' ');
        if (path.Length == 1)
        {
            return "__fish_use_subcommand";
        }

        string seen = string.Join("; and ", path.Skip(1).Select(word => $"__fish_seen_subcommand_from {word}"));
        string not = command.Commands.Count > 0 ? $"; and not __fish_seen_subcommand_from {string.Join(' ', command.Commands.Select(c => c.Name))}" : "";
        return $"'{seen}{not}'";
    }

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
