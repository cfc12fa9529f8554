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

    /// <summary>Adds a piece.</summary>
    public LiveLine Add(string text, Style? style = null)
    {
        pieces.Add((text, style ?? Style.Plain));
        return this;
    }

    /// <summary>The line in a terminal of some width. The last columns stay empty: the terminal writes <c>^C</c> there, and scrolls where that wraps.</summary>
    public Paragraph Fit(int width)
    {
        var line = new Paragraph();
        int room = Math.Max(1, width - Margin), needed = pieces.Sum(p => p.Text.Length);
        bool isCut = needed > room;
        room -= isCut ? 1 : 0;
        foreach ((string text, Style style) in pieces)
        {
            line.Append(text[..Math.Min(text.Length, room)], style);
            room -= Math.Min(text.Length, room);
        }

        return isCut ? line.Append("…") : line.Append(needed == 0 ? " " : "");
    }
}
