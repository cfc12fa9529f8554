using System.Globalization;
using System.Text;

namespace HyperSearch.Search.Studies;

/// <summary>RFC 4180 CSV, line by line.</summary>
internal sealed class CsvText
{
    private readonly StringBuilder text = new();

    /// <summary>Adds a line. Cells with commas, quotes or line ends are quoted.</summary>
    public void AddLine(IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");

    /// <summary>A number so that it reads back as the same.</summary>
    public static string Cell(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A whole number.</summary>
    public static string Cell(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The lines so far.</summary>
    public override string ToString() => text.ToString();

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
