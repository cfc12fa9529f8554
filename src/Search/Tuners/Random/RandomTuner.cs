namespace HyperSearch.Search.Tuners;

/// <summary>
/// Random search: every parameter set is drawn afresh (Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012).
/// Uses nothing of earlier trials but which parameter sets they have. A proposal costs one number a dimension.
/// </summary>
public sealed class RandomTuner : ITuner
{
    /// <inheritdoc />
    public Proposal Propose(Knowledge known) =>
        new(DistinctProposal.Find(known, i => UniformDraw.From(known.Space, known.Rounds[0].Ranges, known.Draws(i))));
}
