using System.Text;

namespace HyperSearch.Trainer.Data;

/// <summary>Reads comma-separated text record by record (RFC 4180): fields may be quoted, with doubled quotes and line breaks inside; lines end with LF or CRLF; UTF-8.</summary>
internal sealed class CsvReader(TextReader text, string path)
{
    private readonly StringBuilder field = new();
    private int nextLine = 1;

    /// <summary>The line on which the last record began, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The fields of the next record that is not an empty line; null at the end.</summary>
    public string[]? Read()
    {
        while (text.Peek() >= 0)
        {
            Line = nextLine;
            List<string> fields = [];
            bool isQuoted = false;
            while (true)
            {
                isQuoted |= ReadField(out bool endsRecord);
                fields.Add(isQuoted ? field.ToString() : field.ToString().Trim());
                if (endsRecord)
                    break;
            }

            if (fields.Count > 1 || fields[0].Length > 0 || isQuoted)
                return [.. fields];
        }

        return null;
    }

    // Leaves the text in `field`; true if it was quoted.
    private bool ReadField(out bool endsRecord)
    {
        field.Clear();
        bool isQuoted = text.Peek() == '"';
        if (isQuoted)
            ReadQuoted();

        while (true)
        {
            int c = text.Read();
            if (c == '\r' && text.Peek() == '\n')
                continue;

            if (c is ',' or '\n' or < 0)
            {
                endsRecord = c != ',';
                nextLine += c == '\n' ? 1 : 0;
                return isQuoted;
            }

            if (isQuoted)
                throw new DataException($"{path}: line {nextLine}: '{(char)c}' follows a closing quote; expected a comma or the end of the line.");

            field.Append((char)c);
        }
    }

    private void ReadQuoted()
    {
        int opened = nextLine;
        text.Read();
        while (true)
        {
            int c = text.Read();
            if (c < 0)
                throw new DataException($"{path}: the quote opened on line {opened} is never closed.");

            if (c == '"')
            {
                if (text.Peek() != '"')
                    return;

                text.Read();
            }

            nextLine += c == '\n' ? 1 : 0;
            field.Append((char)c);
        }
    }
}
