using System.Text;

namespace HyperSearch.Cli.Completion;

/// <summary>The commands as a script for zsh, with what each does. All words stand in it, so that completing starts no process.</summary>
internal static class ZshCompletion
{
    public static string Script(CompletedCommand root)
    {
        var text = new StringBuilder("""
            #compdef hypersearch
            # Completion of hypersearch for zsh: source <(hypersearch completion zsh), after compinit.
            _hypersearch() {
                local at=hypersearch word
                local -a commands options
                for word in ${words[2,CURRENT-1]}; do
                    case "$at $word" in

            """.ReplaceLineEndings("\n"));
        text.Append($"            {string.Join('|', root.All.Skip(1).Select(c => $"'{c.Path}'"))}) at=\"$at $word\" ;;\n        esac\n    done\n    case \"$at ${{words[CURRENT-1]}}\" in\n");
        foreach (CompletedCommand command in root.All)
        {
            foreach (CompletedOption option in command.Options.Where(o => o.Values.Count > 0))
            {
                text.Append($"        '{command.Path} {option.Name}') compadd -- {string.Join(' ', option.Values)}; return ;;\n");
            }
        }

        text.Append($"        {string.Join('|', root.All.SelectMany(c => c.Options.Where(o => o.HasValue && o.Values.Count == 0).Select(o => $"'{c.Path} {o.Name}'")))}) _files; return ;;\n    esac\n    case \"$at\" in\n");
        foreach (CompletedCommand command in root.All)
        {
            string words = string.Join(' ', [.. command.Commands.Select(c => Described(c.Name, c.Summary)), .. command.Words.Select(w => $"'{w}'")]);
            text.Append($"        '{command.Path}') commands=({words}); options=({string.Join(' ', command.Options.Select(o => Described(o.Name, o.Summary)))}) ;;\n");
        }

        return text.Append("""
                esac
                if [[ ${words[CURRENT]} == -* ]]; then
                    _describe -o option options
                elif (( ${#commands} )); then
                    _describe command commands
                else
                    _files
                fi
            }
            compdef _hypersearch hypersearch

            """.ReplaceLineEndings("\n")).ToString();
    }

    private static string Described(string word, string summary) => $"'{word}:{summary.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
