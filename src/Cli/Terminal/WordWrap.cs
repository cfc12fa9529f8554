using System.Text;
using Spectre.Console;

namespace HyperSearch.Cli.Terminal;

/// <summary>Lines broken between words, where the terminal would break them within one. What is longer than a line (a path to be copied) stays whole.</summary>
internal static class WordWrap
{
    private const int Narrowest = 40;

    /// <summary>The columns of the terminal that a writer writes to; null where that is none: a file or a pipe gets whole lines.</summary>
    public static int? ColumnsOf(TextWriter output) =>
        (output == Console.Out && !Console.IsOutputRedirected) || (output == Console.Error && !Console.IsErrorRedirected) ? Console.WindowWidth : null;

    /// <summary>A line as one or more.</summary>
    /// <param name="line">The line.</param>
    /// <param name="columns">The columns of the terminal; null: the line stays whole.</param>
    /// <param name="indent">How many blanks the further lines begin with.</param>
    public static string Of(string line, int? columns, int indent)
    {
        int room = Math.Max(Narrowest, columns ?? int.MaxValue) - 1;
        if (line.GetCellWidth() <= room)
        {
            return line;
        }

        string words = line.TrimStart(' ');
        int lead = line.Length - words.Length, used = lead;
        StringBuilder text = new StringBuilder().Append(' ', lead);
        foreach (string word in words.Split(' '))
        {
            int width = word.GetCellWidth();
            bool isFirst = text.Length == lead, breaks = used > indent && used + 1 + width > room;
            text.Append(isFirst ? "" : breaks ? "\n" + new string(' ', indent) : " ").Append(word);
            used = isFirst ? lead + width : breaks ? indent + width : used + 1 + width;
        }

        return text.ToString();
    }
}
