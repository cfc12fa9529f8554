namespace HyperSearch.Search.Pruners;

/// <summary>The rungs of successive halving, in integers: a logarithm is one short at powers of the factor.</summary>
internal static class RungLadder
{
    /// <summary>The epochs <paramref name="first"/>, times the factor, times it again, as long as they come before the budget's end.</summary>
    public static IEnumerable<int> From(int first, int factor, int budget)
    {
        for (long rung = first; rung < budget; rung *= factor)
        {
            yield return (int)rung;
        }
    }

    /// <summary>
    /// The ceilings at some rungs: with n trials and the new one there, it must be among the best (n + 1) / factor, of which there is always one (stopping variant: nobody waits to be
    /// promoted later, so the first ones go on).
    /// </summary>
    public static CeilingRule? Rule(IEnumerable<int> rungs, int factor, PrunerKnowledge known, string place)
    {
        var ceilings = new List<Ceiling>();
        foreach (int rung in rungs)
        {
            double[] losses = PercentilePruner.LossesAt(known, rung);
            int kept = Math.Max(1, (losses.Length + 1) / factor);
            if (losses.Length >= kept)
            {
                Array.Sort(losses);
                ceilings.Add(new Ceiling(rung, losses[kept - 1], $"number {kept} of {losses.Length} trials at this rung{place}"));
            }
        }

        return ceilings.Count > 0 ? new CeilingRule(ceilings) : null;
    }
}
