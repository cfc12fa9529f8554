using System.Globalization;

namespace HyperSearch.Trainer.Models;

/// <summary>Predictions as a table.</summary>
public static class PredictionTable
{
    /// <summary>
    /// RFC 4180 CSV with a header, a line a sample: for classes <c>label</c> and the probability of each class under its name (<c>p0</c>, <c>p1</c>, ... where classes are
    /// numbers), for regression <c>prediction</c>. Numbers have the digits of a 32-bit float.
    /// </summary>
    public static void Write(TextWriter output, Predictions predictions, ModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(config);
        IEnumerable<string> classes = config.Classes.Length > 0 ? config.Classes.Select(Quote) : Enumerable.Range(0, config.Outputs).Select(c => $"p{c}");
        Line(config.Regression ? ["prediction"] : classes.Prepend("label"));
        string[] names = [.. config.Regression ? [] : Enumerable.Range(0, config.Outputs).Select(c => Quote(config.NameOf(c)))];
        for (int i = 0; i < predictions.Count; i++)
        {
            IEnumerable<string> numbers = predictions[i].ToArray().Select(v => ((float)v).ToString("R", CultureInfo.InvariantCulture));
            Line(config.Regression ? numbers : numbers.Prepend(names[predictions.LabelOf(i)]));
        }

        void Line(IEnumerable<string> cells)
        {
            output.Write(string.Join(',', cells));
            output.Write("\r\n");
        }
    }

    private static string Quote(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
