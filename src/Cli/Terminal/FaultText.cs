using System.Globalization;
using System.Text;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Cli.Terminal;

/// <summary>The faults of a file as text: a line each for programs that read them, and for people the line of the file below it with a mark under the place.</summary>
internal static class FaultText
{
    private const int Narrowest = 40, Indent = 4;

    /// <summary>The text, without a line's end at its end.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="utf8">The file.</param>
    /// <param name="faults">What is wrong with it.</param>
    /// <param name="width">The columns of the terminal; null: the lines of the file are left out.</param>
    public static string Of(string name, ReadOnlySpan<byte> utf8, IEnumerable<Fault> faults, int? width)
    {
        string[] source = width is null ? [] : Encoding.UTF8.GetString(utf8).TrimStart('\uFEFF').Split('\n');
        var text = new StringBuilder();
        foreach (Fault fault in faults)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(WordWrap.Of($"{name}:{fault}", width, Indent));
            if (width is { } columns && fault is { Column: { } column } && fault.Line <= source.Length)
            {
                AppendPlace(text, source[fault.Line - 1].TrimEnd(), fault.Line, column - 1, Math.Max(1, fault.Value?.Length ?? 1), Math.Max(Narrowest, columns));
            }
        }

        return text.ToString();
    }

    /// <summary>Appends the line, cut to the terminal around the place, and the mark.</summary>
    private static void AppendPlace(StringBuilder text, string line, int number, int at, int length, int columns)
    {
        string gutter = string.Create(CultureInfo.InvariantCulture, $"{number,6} | ");
        int room = columns - gutter.Length - 1, from = at + length <= room ? 0 : Math.Max(0, at - (room / 3));
        (string before, string after) = (from > 0 ? "…" : "", line.Length - from > room ? "…" : "");
        string shown = before + line[Math.Min(line.Length, from + before.Length)..Math.Min(line.Length, from + room - after.Length)] + after;
        int mark = Math.Clamp(at - from, 0, room - 1);
        text.Append('\n').Append(gutter).Append(ForeignText.Blanked(shown)).Append('\n').Append(' ', gutter.Length - 2).Append("| ").Append(' ', mark).Append('^', Math.Clamp(shown.Length - mark, 1, length));
    }
}
