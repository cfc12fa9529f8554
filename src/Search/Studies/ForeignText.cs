using System.Text.RegularExpressions;

namespace HyperSearch.Search.Studies;

/// <summary>Words of others (programs, study files that somebody sent) as they may go to a terminal or a log: shown, never obeyed.</summary>
public static partial class ForeignText
{
    /// <summary>A line without what would move a terminal's cursor, colour it or rename its window: escape sequences go as a whole, other control characters alone; a tab becomes blanks.</summary>
    public static string Plain(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Any(char.IsControl) ? string.Concat(Sequence().Replace(line, "").Select(c => c == '\t' ? "    " : char.IsControl(c) ? "" : c.ToString())) : line;
    }

    // ECMA-48: control sequences; strings such as a window's title, up to their end; other escapes.
    [GeneratedRegex(@"(\x1B\[|\x9B)[0-?]*[ -/]*[@-~]|(\x1B[\]P^_X]|[\x9D\x90\x9E\x9F\x98])[^\x07\x1B\x9C]*(\x07|\x1B\\|\x9C)?|\x1B[ -/]*[0-~]")]
    private static partial Regex Sequence();
}
