using System.Text;
using System.Text.RegularExpressions;

namespace HyperSearch.Cli.Init;

/// <summary>A program as it is typed: <c>python3 train.py --lr {lr}</c>.</summary>
/// <param name="Words">The program and its arguments, as a shell would split them.</param>
/// <param name="Names">The names between braces, each once.</param>
internal sealed partial record ProgramLine(IReadOnlyList<string> Words, IReadOnlyList<string> Names)
{
    /// <summary>Names that are no parameters of a search.</summary>
    private static readonly string[] Taken = ["parameters", "epochs"];

    /// <summary>Reads a line.</summary>
    /// <exception cref="WrongInputException">It has no word, no name in braces, or a quotation mark too many.</exception>
    public static ProgramLine Read(string line)
    {
        List<string> words = Split(line);
        string[] names = [.. words.SelectMany(w => Name().Matches(w)).Select(m => m.Groups[1].Value).Where(n => !Taken.Contains(n)).Distinct()];
        return words.Count > 0 && names.Length > 0 ? new ProgramLine(words, names)
            : throw new WrongInputException($"--program {line}: a program with at least one parameter in braces is needed, such as \"python3 train.py --lr {{lr}}\".");
    }

    /// <summary>Where a parameter of such a name is usually searched, as a study file has it.</summary>
    public static string RangeOf(string name) => name.ToLowerInvariant() switch
    {
        var n when n.Contains("momentum", StringComparison.Ordinal) || n.StartsWith("beta", StringComparison.Ordinal) => """{ "min": 0.5, "max": 0.99, "scale": "reverse_log" }""",
        var n when n.Contains("dropout", StringComparison.Ordinal) || n.Contains("subsample", StringComparison.Ordinal) || n.Contains("fraction", StringComparison.Ordinal) => """{ "min": 0, "max": 0.9 }""",
        var n when n.Contains("batch", StringComparison.Ordinal) => """{ "choices": [16, 32, 64, 128], "ordered": true }""",
        var n when n.Contains("depth", StringComparison.Ordinal) || n.Contains("layer", StringComparison.Ordinal) => """{ "min": 1, "max": 8, "integer": true }""",
        var n when Counts().IsMatch(n) => """{ "min": 4, "max": 256, "scale": "log", "integer": true }""",
        var n when Rates().IsMatch(n) => """{ "min": 1e-5, "max": 1, "scale": "log" }""",
        _ => """{ "min": 0, "max": 1 }""",
    };

    private static List<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool isOpen = false;
        char quote = '\0';
        foreach (char c in line)
        {
            if (quote != '\0' ? c == quote : c is '"' or '\'')
            {
                (quote, isOpen) = (quote == '\0' ? c : '\0', true);
            }
            else if (quote == '\0' && char.IsWhiteSpace(c))
            {
                Take();
            }
            else
            {
                word.Append(c);
                isOpen = true;
            }
        }

        Take();
        return quote == '\0' ? words : throw new WrongInputException($"--program {line}: a quotation mark {quote} is not closed.");

        void Take()
        {
            if (isOpen)
            {
                words.Add(word.ToString());
                word.Clear();
                isOpen = false;
            }
        }
    }

    [GeneratedRegex(@"(?<!\{)\{([A-Za-z_][A-Za-z0-9_.-]*)\}")]
    private static partial Regex Name();

    [GeneratedRegex("hidden|units|width|size|trees|estimators|neighbou?rs|leaves|^n_|^num|count")]
    private static partial Regex Counts();

    [GeneratedRegex("lr|rate|wd|decay|alpha|lambda|gamma|reg|eps|^c$|^l[12]$|penalty|tol")]
    private static partial Regex Rates();
}
