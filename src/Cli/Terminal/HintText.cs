namespace HyperSearch.Cli.Terminal;

/// <summary>Hints: what is allowed, and yet hardly meant.</summary>
internal static class HintText
{
    private const string Label = "Hint: ";

    /// <summary>Writes a hint, in a terminal broken between words.</summary>
    public static void Write(TextWriter output, string hint) => output.WriteLine(Of(hint, WordWrap.ColumnsOf(output)));

    /// <summary>A hint as one line or more.</summary>
    /// <param name="hint">The hint.</param>
    /// <param name="columns">The columns of the terminal; null: the line stays whole.</param>
    public static string Of(string hint, int? columns) => WordWrap.Of(Label + hint, columns, Label.Length);
}
