using System.Text;

namespace HyperSearch.Exchange.Tables;

/// <summary>Reads CSV by RFC 4180, with line feeds alone as ends of lines too.</summary>
internal static class CsvRows
{
    /// <summary>The rows that are not empty, each with the line it begins on, from 1.</summary>
    /// <exception cref="ExchangeException">A quoted cell has no end, or goes on behind it.</exception>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Read(string text, string file)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        int line = 1, begun = 1;
        bool wasQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when cell.Length == 0 && !wasQuoted:
                    i = Quoted(i + 1);
                    wasQuoted = true;
                    break;
                case ',':
                    EndCell();
                    break;
                case '\r' when i + 1 < text.Length && text[i + 1] == '\n':
                    break;
                case '\n':
                    EndCell();
                    if (cells is not [""])
                    {
                        yield return (begun, [.. cells]);
                    }

                    cells.Clear();
                    begun = ++line;
                    break;
                default:
                    cell.Append(!wasQuoted ? text[i] : throw new ExchangeException($"{file}:{line}: a comma or the line's end is expected after the closing quote."));
                    break;
            }
        }

        EndCell();
        if (cells is not [""])
        {
            yield return (begun, cells);
        }

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
            wasQuoted = false;
        }

        int Quoted(int i)
        {
            int opened = line;
            for (; i < text.Length; i++)
            {
                if (text[i] == '"' && (i + 1 == text.Length || text[i + 1] != '"'))
                {
                    return i;
                }

                i += text[i] == '"' ? 1 : 0;
                line += text[i] == '\n' ? 1 : 0;
                cell.Append(text[i]);
            }

            throw new ExchangeException($"{file}:{opened}: a quoted cell begins here and has no end.");
        }
    }
}
