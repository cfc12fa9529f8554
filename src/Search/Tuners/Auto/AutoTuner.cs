using System.Globalization;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Leaves each proposal to the tuner that suits the space, the budget, the work of a trial and the number of ended ones, by a fixed table and never by a clock: the same study makes the same
/// choices everywhere. Each choice is a record of the journal, with its reason.
/// </summary>
/// <remarks>
/// <para>
/// Up to 20 dimensions: <see cref="GpTuner"/> while at most 300 trials have ended, or 100 where training one costs less than its proposal would (1e8 multiply-adds, some ten milliseconds); then
/// <see cref="TpeTuner"/>, whose proposals stay cheap. More dimensions: <see cref="TpeTuner"/>, or <see cref="CmaEsTuner"/> once ten trials a dimension have ended, where all dimensions are
/// numbers without conditions and the study has at least thirty trials a dimension. Each sees all trials, whoever proposed them.
/// </para>
/// <para>A proposal costs what the chosen tuner's does.</para>
/// </remarks>
/// <param name="trials">How many trials the study was started with.</param>
/// <param name="isPruned">Whether it has a pruner.</param>
public sealed class AutoTuner(int trials, bool isPruned = false) : ITuner
{
    private const int MostDimensions = 20, MostTrials = 300, MostCheapTrials = 100, EndedPerDimension = 10, TrialsPerDimension = 30;

    // Less than the first is no measure of time: an epoch of a program counts 1.
    private const double LeastWork = 1e5, CheapWork = 1e8;

    private readonly ITuner gp = new GpTuner(new GpTunerOptions(), isPruned), tpe = new TpeTuner(new TpeTunerOptions()), cmaEs = new CmaEsTuner(new CmaEsTunerOptions());

    /// <inheritdoc />
    public Proposal Propose(Knowledge known)
    {
        TunerChoice choice = Choose(known.Space, trials, known.TrialWork, known.Ended.Count);
        ITuner tuner = choice.Tuner switch
        {
            "gp" => gp,
            "cma_es" => cmaEs,
            _ => tpe,
        };
        return tuner.Propose(known) with { Choice = choice };
    }

    /// <summary>The tuner that proposes when so many trials have ended.</summary>
    /// <param name="space">The space.</param>
    /// <param name="trials">How many trials the study was started with.</param>
    /// <param name="work">The mean work of a trial (<see cref="Knowledge.TrialWork"/>).</param>
    /// <param name="ended">How many trials have ended.</param>
    internal static TunerChoice Choose(Space space, int trials, double work, int ended)
    {
        int dimensions = space.Dimensions.Count;
        if (dimensions <= MostDimensions)
        {
            bool isCheap = work is >= LeastWork and < CheapWork;
            int most = isCheap ? MostCheapTrials : MostTrials;
            return ended <= most
                ? new TunerChoice("gp", Text($"a Gaussian process learns most from a trial, in up to {MostDimensions} dimensions (here {dimensions}) and {most} ended trials"))
                : new TunerChoice("tpe", Text($"beyond {most} ended trials a proposal by a Gaussian process takes too long{(isCheap ? Text($" beside a trial, which costs {work:G2} multiply-adds") : "")}"));
        }

        string many = Text($"{dimensions} dimensions are too many for a Gaussian process (limit {MostDimensions})");
        if (space.Dimensions.Any(d => d is not NumericDimension { When.Count: 0 }))
        {
            return new TunerChoice("tpe", $"{many}, and there are choices or conditions");
        }

        return trials < TrialsPerDimension * dimensions ? new TunerChoice("tpe", Text($"{many}, and {trials} trials too few for cma_es (at least {TrialsPerDimension * dimensions})"))
            : ended < EndedPerDimension * dimensions ? new TunerChoice("tpe", Text($"{many}; cma_es follows after {EndedPerDimension * dimensions} ended trials"))
            : new TunerChoice("cma_es", Text($"{many}, all of them numbers, and {EndedPerDimension * dimensions} trials have ended"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
