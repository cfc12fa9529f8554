using System.Text.RegularExpressions;

namespace HyperSearch.Cli.Tests.Docs;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page, relative to the checkout.</param>
/// <param name="Line">The line of its opening fence, from 1.</param>
/// <param name="Language">The word behind the opening fence; empty where there is none.</param>
/// <param name="Text">What stands in it, with line feeds.</param>
internal sealed record Fence(string Page, int Line, string Language, string Text)
{
    /// <summary>What a fence opens and closes with.</summary>
    private const string Ticks = "```";

    /// <summary>The commands: the lines of the block without comments, those that end in a backslash joined.</summary>
    public IEnumerable<string> Commands =>
        Text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Select(line => line.Split(" #")[0].Trim()).Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>The blocks of a page, in order.</summary>
    public static IReadOnlyList<Fence> Of(string root, string page)
    {
        var found = new List<Fence>();
        string[] lines = File.ReadAllLines(Path.Combine(root, page));
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Ticks, StringComparison.Ordinal))
            {
                int end = Array.FindIndex(lines, i + 1, line => line == Ticks);
                Assert.True(end > 0, $"{page}:{i + 1}: the block is not closed");
                found.Add(new Fence(page, i + 1, lines[i][Ticks.Length..], string.Concat(lines[(i + 1)..end].Select(line => line + "\n"))));
                i = end;
            }
        }

        return found;
    }

    /// <summary>The first line of the block that an output does not have behind the one before; null where all are there, whatever stands between them.</summary>
    public string? MissingIn(string output)
    {
        IEnumerator<string> printed = output.Split('\n').AsEnumerable().GetEnumerator();
        foreach (string line in Text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            var pattern = new Regex($"^\\s*{Regex.Escape(line).Replace(@"\.\.\.", ".*", StringComparison.Ordinal)}\\s*$", RegexOptions.CultureInvariant);
            bool isFound = false;
            while (!isFound && printed.MoveNext())
            {
                isFound = pattern.IsMatch(printed.Current);
            }

            if (!isFound)
            {
                return line;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Page}:{Line}";
}
