using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Leaves each proposal to the tuner that suits the space and the number of ended trials, by a fixed table and never by a clock: the same study makes the same choices everywhere.
/// </summary>
/// <remarks>
/// Up to 20 dimensions: <see cref="GpTuner"/> while at most 300 trials have ended, <see cref="TpeTuner"/> from then on, whose proposals stay cheap. More dimensions:
/// <see cref="TpeTuner"/>, or <see cref="CmaEsTuner"/> once ten trials a dimension have ended where all dimensions are numbers without conditions. Each sees all trials, whoever proposed them.
/// </remarks>
public sealed class AutoTuner : ITuner
{
    private const int MostDimensions = 20, MostTrials = 300, TrialsPerDimension = 10;

    private readonly ITuner gp = new GpTuner(new GpTunerOptions()), tpe = new TpeTuner(new TpeTunerOptions()), cmaEs = new CmaEsTuner(new CmaEsTunerOptions());

    /// <inheritdoc />
    public Proposal Propose(Knowledge known) => (Choose(known.Space, known.Ended.Count) switch
    {
        "gp" => gp,
        "cma_es" => cmaEs,
        _ => tpe,
    }).Propose(known);

    /// <summary>The name of the tuner that proposes when so many trials have ended.</summary>
    internal static string Choose(Space space, int ended)
    {
        if (space.Dimensions.Count <= MostDimensions)
        {
            return ended <= MostTrials ? "gp" : "tpe";
        }

        bool isPlain = space.Dimensions.All(d => d is NumericDimension { When.Count: 0 });
        return isPlain && ended >= TrialsPerDimension * space.Dimensions.Count ? "cma_es" : "tpe";
    }
}
