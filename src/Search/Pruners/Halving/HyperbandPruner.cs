namespace HyperSearch.Search.Pruners;

/// <summary>
/// Hyperband (Li, Jamieson, DeSalvo, Rostamizadeh, Talwalkar, JMLR 18, 2018, arXiv:1603.06560): trials go through the brackets in the paper's order and numbers, again and again; within a
/// bracket each halves as in <see cref="AshaPruner"/>, among the trials of that bracket alone.
/// </summary>
/// <remarks>
/// <see cref="HyperbandPrunerOptions.Factor"/> is eta, the budget R the trainer's epochs, r_min <see cref="HyperbandPrunerOptions.MinEpochs"/>. The bracket follows from a trial's number, so it
/// is the same in every run. A rule costs known trials, times rungs.
/// </remarks>
public sealed class HyperbandPruner(HyperbandPrunerOptions options) : IPruner
{
    /// <inheritdoc />
    public PrunerRule? RuleFor(PrunerKnowledge known)
    {
        IReadOnlyList<HyperbandBracket> brackets = HyperbandBracket.All(options.MinEpochs, known.Epochs, options.Factor);
        HyperbandBracket bracket = BracketOf(brackets, known.Trial);
        PrunerKnowledge inside = known with { Settled = 0, Curves = [.. known.Curves.Where(c => c.Budget == known.Epochs && BracketOf(brackets, c.Number) == bracket)] };
        return RungLadder.Rule(bracket.Rungs, options.Factor, inside, $" in bracket {bracket.S}");
    }

    /// <summary>The bracket that a trial begins in.</summary>
    internal static HyperbandBracket BracketOf(IReadOnlyList<HyperbandBracket> brackets, int trial)
    {
        long left = trial % brackets.Sum(b => (long)b.Trials);
        foreach (HyperbandBracket bracket in brackets)
        {
            if (left < bracket.Trials)
            {
                return bracket;
            }

            left -= bracket.Trials;
        }

        return brackets[^1];
    }
}
