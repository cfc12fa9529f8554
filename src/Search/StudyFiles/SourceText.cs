using System.Text;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>The bytes a JSON tree was read from, and where their lines begin.</summary>
internal sealed class SourceText(ReadOnlyMemory<byte> utf8, bool hasPlaces)
{
    // Made at the first fault: a file without faults never needs it.
    private int[]? lineStarts;

    /// <summary>The text, without a byte order mark.</summary>
    public ReadOnlySpan<byte> Utf8 => utf8.Span;

    /// <summary>Line and column, counted from 1, of a byte; (0, null) where the text is not a file that anyone can look at.</summary>
    public (int Line, int? Column) Place(int offset)
    {
        if (!hasPlaces)
        {
            return (0, null);
        }

        lineStarts ??= FindLineStarts();
        offset = Math.Clamp(offset, 0, utf8.Length);
        int index = Array.BinarySearch(lineStarts, offset);
        int line = index >= 0 ? index : ~index - 1;
        return (line + 1, Encoding.UTF8.GetCharCount(utf8.Span[lineStarts[line]..offset]) + 1);
    }

    /// <summary>The byte at a place that counts from 0, as exceptions give it.</summary>
    public int Offset(long line, long byteInLine)
    {
        lineStarts ??= FindLineStarts();
        return (int)Math.Min(lineStarts[Math.Min(line, lineStarts.Length - 1)] + byteInLine, utf8.Length);
    }

    /// <summary>The text between two bytes, fit to be shown: on one line and not long.</summary>
    public string Excerpt(int start, int end)
    {
        const int Longest = 60;

        // Four bytes a character at most; a character cut in two at the end is cut off with the rest.
        ReadOnlySpan<byte> bytes = utf8.Span[start..Math.Min(end, start + (4 * Longest) + 4)];
        return ForeignText.Blanked(Encoding.UTF8.GetString(bytes), Longest);
    }

    private int[] FindLineStarts()
    {
        var starts = new List<int> { 0 };
        ReadOnlySpan<byte> bytes = utf8.Span;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n')
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}
