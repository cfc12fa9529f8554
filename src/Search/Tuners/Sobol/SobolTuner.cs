namespace HyperSearch.Search.Tuners;

/// <summary>
/// Trial k is point k (counted on from the trials of earlier studies that are known) of a Sobol sequence over the unit cube, scrambled by the study's seed (Owen, "Randomly permuted (t,m,s)-nets", 1995;
/// <see cref="SobolSequence"/>). Uses nothing of earlier trials but which parameter sets they have. A proposal costs about 30 operations a dimension.
/// </summary>
public sealed class SobolTuner : ITuner
{
    /// <inheritdoc />
    public Proposal Propose(Knowledge known) => new(DistinctProposal.Find(known, i => i == 0 ? Design(known) : UniformDraw.From(known.Space, known.Rounds[0].Ranges, known.Draws(i))));

    /// <summary>The trial's own point of the study's sequence.</summary>
    internal static Spaces.ParameterSet Design(Knowledge known)
    {
        double[] unit = new double[known.Space.Dimensions.Count];
        new SobolSequence(unit.Length, known.StudyDraws()).Point((uint)(known.Carried + known.Trial), unit);
        return known.Space.Decode(unit, [.. known.Rounds[0].Ranges]);
    }
}
