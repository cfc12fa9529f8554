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

    /// <summary>
    /// A text on one line, shortened, with a blank for each control character: what stays of an escape sequence can be seen and nothing has moved, as is needed where the text is pointed at
    /// (a file's line with a mark below it, a value that is wrong, a message that was refused). <see cref="Plain"/> is for reading.
    /// </summary>
    public static string Blanked(string text, int longest = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > longest)
        {
            int end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
            text = $"{text.AsSpan(0, end)}…";
        }

        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
    }

    // ECMA-48: control sequences; strings such as a window's title, up to their end; other escapes.
    [GeneratedRegex(@"(\x1B\[|\x9B)[0-?]*[ -/]*[@-~]|(\x1B[\]P^_X]|[\x9D\x90\x9E\x9F\x98])[^\x07\x1B\x9C]*(\x07|\x1B\\|\x9C)?|\x1B[ -/]*[0-~]")]
    private static partial Regex Sequence();
}
