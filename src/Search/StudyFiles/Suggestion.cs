namespace HyperSearch.Search.StudyFiles;

/// <summary>What somebody who wrote an unknown word may have meant.</summary>
public static class Suggestion
{
    private const int ListedAtMost = 30;

    /// <summary>"did you mean `learningRate`?" where a known word is near, else the list of the known words.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">What could have been.</param>
    /// <param name="whatTheyAre">What those words are, in the plural.</param>
    public static string For(string word, IReadOnlyList<string> known, string whatTheyAre) =>
        Nearest(word, known) is { } near ? $"did you mean `{near}`?"
        : known.Count == 0 ? $"there are no {whatTheyAre}."
        : $"the {whatTheyAre} are {string.Join(", ", known.Take(ListedAtMost))}{(known.Count > ListedAtMost ? ", ..." : "")}.";

    /// <summary>The known word that differs least, if it differs little for its length.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">What could have been.</param>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        (string? best, int least) = (null, int.MaxValue);
        foreach (string candidate in known)
        {
            int allowed = Math.Min(3, Math.Max(1, candidate.Length / 3));

            // A difference in length alone is that many edits; this also keeps a key of a megabyte from being compared letter by letter.
            if (Math.Abs(candidate.Length - word.Length) <= allowed && Distance(word, candidate) is var distance && distance <= allowed && distance < least)
            {
                (best, least) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>Letters to insert, delete, replace or swap with a neighbour (optimal string alignment), capitals counting as small letters.</summary>
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                int cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
