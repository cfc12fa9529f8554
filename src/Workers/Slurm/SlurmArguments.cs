using System.Text;

namespace HyperSearch.Workers.Slurm;

/// <summary>Arguments of <c>sbatch</c> as one text, such as <c>--partition=cpu --time=60</c>.</summary>
public static class SlurmArguments
{
    // What the pool itself decides; another value would make it lose sight of its jobs.
    private static readonly string[] Taken = ["--array", "-a", "--job-name", "-J", "--parsable", "--wrap", "--output", "-o", "--open-mode", "--test-only"];

    /// <summary>Splits a text at its blanks, as far as they are in no quotes. No shell sees it: nothing else in it has a meaning.</summary>
    /// <exception cref="ConnectionException">A quote is not closed, or an argument is one that the pool decides.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var arguments = new List<string>();
        var argument = new StringBuilder();
        bool isBegun = false;
        char quote = '\0';
        foreach (char c in text)
        {
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (isBegun)
                {
                    arguments.Add(argument.ToString());
                    argument.Clear();
                    isBegun = false;
                }

                continue;
            }

            isBegun = true;
            if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }
            else
            {
                argument.Append(c);
            }
        }

        if (quote != '\0')
        {
            throw new ConnectionException($"--slurm {text}: the quote {quote} is not closed.");
        }

        if (isBegun)
        {
            arguments.Add(argument.ToString());
        }

        return arguments.Find(a => Taken.Contains(a.Split('=')[0])) is { } taken
            ? throw new ConnectionException($"--slurm: {taken.Split('=')[0]} is decided by this program; give others, such as --partition, --time, --mem or --constraint.")
            : arguments;
    }

    /// <summary>A text as one word of a POSIX shell, whatever is in it.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
