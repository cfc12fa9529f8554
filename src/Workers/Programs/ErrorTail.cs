using System.Text;

namespace HyperSearch.Workers.Programs;

/// <summary>The end of what a program writes to standard error: as much as is read when something went wrong, however much it writes. Thread-safe.</summary>
public sealed class ErrorTail
{
    /// <summary>How many characters are kept.</summary>
    public const int Most = 16 << 10;

    private const string Cut = "(what came before is left out)\n";

    private readonly Queue<string> lines = [];
    private int length;
    private bool isCut;

    /// <summary>The kept lines, each with a line's end; empty where nothing was written.</summary>
    public string Text
    {
        get
        {
            lock (lines)
            {
                return new StringBuilder(isCut ? Cut : "").AppendJoin("", lines).ToString();
            }
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        string kept = (line.Length < Most ? line : line[^(Most - 1)..]) + "\n";
        lock (lines)
        {
            lines.Enqueue(kept);
            isCut |= kept.Length <= line.Length;
            for (length += kept.Length; length > Most; isCut = true)
            {
                length -= lines.Dequeue().Length;
            }
        }
    }
}
