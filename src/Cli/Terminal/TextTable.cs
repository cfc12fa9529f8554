namespace HyperSearch.Cli.Terminal;

/// <summary>Writes a table that is also Markdown; the first row is its head.</summary>
internal static class TextTable
{
    public static void Write(TextWriter output, string[][] rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        for (int r = 0; r < rows.Length; r++)
        {
            output.WriteLine($"| {string.Join(" | ", rows[r].Select((cell, column) => cell.PadRight(widths[column])))} |");
            if (r == 0)
            {
                output.WriteLine($"| {string.Join(" | ", widths.Select(w => new string('-', w)))} |");
            }
        }
    }
}
