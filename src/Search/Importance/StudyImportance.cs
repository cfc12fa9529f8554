using System.Globalization;
using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Importance;

/// <summary>What made the difference among the trials of a study.</summary>
/// <param name="Trials">How many trials it rests on: those that completed or diverged.</param>
/// <param name="Explained">How much of the variance the forest explains in trials that it was not grown from, 0 or less: nothing; null where there is no forest.</param>
/// <param name="Parameters">Every searched parameter, the most important first; empty where there are too few trials, or all came to the same value.</param>
/// <param name="Pairs">Every pair of them, the most important first; empty likewise.</param>
/// <param name="Remark">What to think of the numbers, in a sentence, where they say little; else null.</param>
/// <remarks>
/// Numbers are compared on their scale, over the hull of all ranges the study has had. fANOVA takes the losses of completed trials, cut off far beyond the usual ones, and
/// trials that diverged as the worst that completed. A pruned trial's value is of an earlier epoch, so fANOVA leaves it out; PED-ANOVA, which needs ranks alone, puts it behind the
/// completed. A dimension that was inactive gets a value drawn at random for fANOVA: as though it had been drawn and then not used, which makes the space the product that the
/// analysis needs without changing the objective. What it does where it is active then counts by how much of the space that is. A pure function of the trials.
/// </remarks>
public sealed record StudyImportance(int Trials, double? Explained, IReadOnlyList<ParameterImportance> Parameters, IReadOnlyList<PairImportance> Pairs, string? Remark)
{
    private const int LeastTrials = 20, Trees = 1000;

    /// <summary>The importance of the parameters of a study, running or not, by the trials that are over.</summary>
    public static StudyImportance Of(StudyState state)
    {
        KnownTrial[] trials =
        [
            .. state.Trials.Where(t => t.Work.IsOver).Select(t => new KnownTrial(
                t.Number, t.Parameters, t.Work.Outcome!.Value, t.Work.Value is { } value ? state.Definition.Objective.Loss(value) : double.PositiveInfinity)),
        ];
        SearchRange[] hull = [.. state.Definition.Space.Ranges.Select((_, d) => new SearchRange(state.Rounds.Min(r => r.Ranges[d].Min), state.Rounds.Max(r => r.Ranges[d].Max)))];
        return Of(state.Definition.Space, hull, trials, state.Definition.Seed);
    }

    /// <summary>The importance of parameters by some trials.</summary>
    /// <param name="space">The searched space.</param>
    /// <param name="ranges">The range of each dimension over which its importance is meant; values outside count as at its ends.</param>
    /// <param name="trials">The trials.</param>
    /// <param name="seed">A seed for what is drawn.</param>
    public static StudyImportance Of(Space space, IReadOnlyList<SearchRange> ranges, IReadOnlyList<KnownTrial> trials, ulong seed)
    {
        KnownTrial[] ranked = [.. trials.Where(t => t.Outcome != Outcome.Failed).OrderBy(t => t.Outcome).ThenBy(t => t.Loss).ThenBy(t => t.Number)];
        KnownTrial[] used = [.. ranked.Where(t => t.Outcome != Outcome.Pruned)];
        int completed = used.Count(t => t.Outcome == Outcome.Completed && double.IsFinite(t.Loss));
        if (used.Length < LeastTrials || completed < LeastTrials / 2)
        {
            return Nothing(used.Length, string.Create(CultureInfo.InvariantCulture,
                $"There are too few trials: {LeastTrials} that completed or diverged are needed, half of them completed, and there are {used.Length} and {completed}."));
        }

        double[] y = Tamed([.. used.Select(t => t.CompletedLoss)]);
        if (y.Distinct().Count() == 1)
        {
            return Nothing(used.Length, "All trials came to the same value: no parameter made a difference.");
        }

        SearchRange[] box = [.. ranges];
        int[] choices = [.. space.Dimensions.Select(d => d is ChoiceDimension choice ? choice.Choices.Count : 0)];
        int[] categories = [.. space.Dimensions.Select((d, i) => d is ChoiceDimension { Ordered: false } ? choices[i] : 0)];
        var drawn = new RandomStream(seed, StreamPurpose.Importance, 0, Trees);
        Fanova fanova = Fanova.Of([.. used.OrderBy(t => t.Number).Select(t => Complete(space, t.Parameters, box, categories, drawn))], [.. y.Zip(used).OrderBy(p => p.Second.Number).Select(p => p.First)],
            categories, t => new RandomStream(seed, StreamPurpose.Importance, 0, t));
        (ImportanceShare Share, bool MadeDifference)[] top = PedAnova.Of(
            [.. ranked.Select(t => space.Encode(t.Parameters, box))], completed, choices, new RandomStream(seed, StreamPurpose.Importance, 0, Trees + 1));

        string[] paths = [.. space.Dimensions.Select(d => d.Path)];
        ParameterImportance[] parameters = [.. paths.Select((path, d) => new ParameterImportance(path, fanova.Mains[d], top[d].Share, top[d].MadeDifference || fanova.Shows(d))).OrderByDescending(p => p.Variance.Mean)];
        PairImportance[] pairs =
        [
            .. (from i in Enumerable.Range(0, paths.Length)
                from j in Enumerable.Range(i + 1, paths.Length - i - 1)
                select new PairImportance(paths[i], paths[j], fanova.Pairs[i, j])).OrderByDescending(p => p.Variance.Mean),
        ];
        string? remark = fanova.Explained > 0 ? null
            : parameters.Any(p => p.MadeDifference) ? "The forest does not foresee the values of trials that it has not seen: the shares of the variance are noise, those in the best tenth are not."
            : "No parameter made a difference that shows: the forest does not foresee the values of trials that it has not seen, and the best tenth of the trials is like the others.";
        return new StudyImportance(used.Length, fanova.Explained, parameters, pairs, remark);
    }

    private static StudyImportance Nothing(int trials, string remark) => new(trials, null, [], [], remark);

    /// <summary>
    /// The losses, cut off at three times the distance from the best to the upper quartile of the finite ones; infinite ones become the worst of them. A few trials just short of divergence would else be all of
    /// the variance.
    /// </summary>
    private static double[] Tamed(double[] losses)
    {
        double[] finite = [.. losses.Where(double.IsFinite).Order()];
        double best = finite[0], usual = finite[finite.Length * 3 / 4], worst = usual > best ? Math.Min(finite[^1], usual + (2 * (usual - best))) : finite[^1];

        // Divided before it is subtracted, so that nothing overflows.
        double scale = worst > best ? (worst / 2) - (best / 2) : 1;
        return [.. losses.Select(loss => (Math.Min(loss, worst) / scale) - (best / scale))];
    }

    /// <summary>A point with a value in every dimension: categories by their index, and what is inactive drawn at random.</summary>
    private static double[] Complete(Space space, ParameterSet parameters, SearchRange[] box, int[] categories, RandomStream drawn)
    {
        double[] x = space.Encode(parameters, box);
        for (int d = 0; d < x.Length; d++)
        {
            double unit = double.IsNaN(x[d]) ? drawn.NextUnit() : x[d];
            x[d] = categories[d] > 0 ? Math.Min((int)(unit * categories[d]), categories[d] - 1) : unit;
        }

        return x;
    }
}
