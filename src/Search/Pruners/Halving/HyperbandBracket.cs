namespace HyperSearch.Search.Pruners;

/// <summary>A bracket of Hyperband.</summary>
/// <param name="S">The paper's s: how often it halves.</param>
/// <param name="Trials">How many trials of a cycle begin in it (n).</param>
/// <param name="Rungs">After which epochs it halves (r_0 to r_(s - 1)).</param>
public sealed record HyperbandBracket(int S, int Trials, IReadOnlyList<int> Rungs)
{
    /// <summary>
    /// The brackets of a budget (Algorithm 1): s from s_max, the largest with min eta^s of at most R, down to 0; n = ceil((s_max + 1) eta^s / (s + 1)), r_i = R eta^(i - s), all in integers.
    /// </summary>
    /// <param name="min">The least that a trial is trained.</param>
    /// <param name="budget">R, in epochs.</param>
    /// <param name="factor">eta.</param>
    public static IReadOnlyList<HyperbandBracket> All(int min, int budget, int factor)
    {
        List<long> powers = [1];
        while (powers[^1] <= budget / ((long)min * factor))
        {
            powers.Add(powers[^1] * factor);
        }

        int most = powers.Count - 1;
        return [.. Enumerable.Range(0, powers.Count).Select(i => most - i).Select(s => new HyperbandBracket(
            s,
            (int)Math.Min(int.MaxValue / powers.Count, (((most + 1) * powers[s]) + s) / (s + 1)),
            [.. Enumerable.Range(0, s).Select(i => (int)(budget / powers[s - i]))]))];
    }
}
