using System.Text;

namespace HyperSearch.Cli.Completion;

/// <summary>The commands as a script for bash. All words stand in it, so that completing starts no process.</summary>
internal static class BashCompletion
{
    public static string Script(CompletedCommand root)
    {
        var text = new StringBuilder("""
            # Completion of hypersearch for bash: source <(hypersearch completion bash)
            _hypersearch() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} at=hypersearch words= word
                for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                    case "$at $word" in

            """.ReplaceLineEndings("\n"));
        text.Append($"            {string.Join('|', root.All.Skip(1).Select(c => $"'{c.Path}'"))}) at=\"$at $word\" ;;\n");
        text.Append("""
                    esac
                done
                COMPREPLY=()
                case "$at $previous" in

            """.ReplaceLineEndings("\n"));
        foreach (CompletedCommand command in root.All)
        {
            foreach (CompletedOption option in command.Options.Where(o => o.Values.Count > 0))
            {
                text.Append($"        '{command.Path} {option.Name}') COMPREPLY=($(compgen -W '{string.Join(' ', option.Values)}' -- \"$current\")); return ;;\n");
            }
        }

        // No words: the shell completes files and folders by itself.
        text.Append($"        {string.Join('|', root.All.SelectMany(c => c.Options.Where(o => o.HasValue && o.Values.Count == 0).Select(o => $"'{c.Path} {o.Name}'")))}) return ;;\n    esac\n    case \"$at\" in\n");
        foreach (CompletedCommand command in root.All)
        {
            text.Append($"        '{command.Path}') words='{string.Join(' ', [.. command.Commands.Select(c => c.Name), .. command.Words])}'; [[ $current == -* ]] && words='{string.Join(' ', command.Options.Select(o => o.Name))}' ;;\n");
        }

        return text.Append("""
                esac
                COMPREPLY=($(compgen -W "$words" -- "$current"))
            }
            complete -o bashdefault -o default -F _hypersearch hypersearch

            """.ReplaceLineEndings("\n")).ToString();
    }
}
