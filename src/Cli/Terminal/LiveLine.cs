using System.Text;
using HyperSearch.Search.Studies;
using Spectre.Console;

namespace HyperSearch.Cli.Terminal;

/// <summary>A line of a live picture: pieces with styles. It never wraps: what the terminal has no room for is cut off, with an ellipsis.</summary>
internal sealed class LiveLine
{
    /// <summary>How many columns stay empty.</summary>
    public const int Margin = 3;

    private readonly List<(string Text, Style Style)> pieces = [];

    /// <summary>The line without styles, however long.</summary>
    public string Text => string.Concat(pieces.Select(p => p.Text));

    /// <summary>Adds a piece; of text from a study file or a program, what a terminal would obey is left out.</summary>
    public LiveLine Add(string text, Style? style = null)
    {
        pieces.Add((ForeignText.Plain(text), style ?? Style.Plain));
        return this;
    }

    /// <summary>The line in a terminal of some width. The last columns stay empty: the terminal writes <c>^C</c> there, and scrolls where that wraps.</summary>
    public Paragraph Fit(int width)
    {
        var line = new Paragraph();
        int room = Math.Max(1, width - Margin), needed = pieces.Sum(p => p.Text.GetCellWidth());
        bool isCut = needed > room;
        room -= isCut ? 1 : 0;
        foreach ((string text, Style style) in pieces)
        {
            string shown = Cut(text, room);
            line.Append(shown, style);
            room = shown.Length < text.Length ? 0 : room - shown.GetCellWidth();
        }

        return isCut ? line.Append("…") : line.Append(needed == 0 ? " " : "");
    }

    /// <summary>As much of a text as fits: some characters take two columns, and none is cut in two.</summary>
    private static string Cut(string text, int columns)
    {
        int end = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if ((columns -= rune.ToString().GetCellWidth()) < 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..end];
    }
}
