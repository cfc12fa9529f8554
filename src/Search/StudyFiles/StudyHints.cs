using System.Text.Json.Nodes;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.StudyFiles;

/// <summary>What is allowed in a study but hardly meant.</summary>
internal static class StudyHints
{
    /// <summary>Half of what the literature on surrogate models starts with before it models anything (10 a dimension).</summary>
    private const int FewestADimension = 5;

    /// <summary>With four seeds a difference must be 2.4 times its standard error to be called one, with five 2.1, with three 2.9, with two 6.3 (Student's t, one-sided, 95 %).</summary>
    private const int FewestSeeds = 5;

    /// <summary>The hints for a study, each a whole sentence that begins with the place.</summary>
    public static IReadOnlyList<string> For(StudyDefinition study) => [.. Search(study), .. Size(study), .. study.Space.Dimensions.OfType<NumericDimension>().SelectMany(d => Dimension(d, study.Search.Tuner))];

    private static IEnumerable<string> Search(StudyDefinition study)
    {
        SearchOptions search = study.Search;

        // Grid and random do not learn from trials, so it does not matter to them how many are under way.
        bool learns = search.Tuner is not (RandomTunerOptions or GridTunerOptions or AutoMLRandomTunerOptions or AutoMLGridTunerOptions);
        if (learns && search.MaxConcurrentTrials > search.Trials / 4.0)
        {
            yield return $"search.maxConcurrentTrials: {search.MaxConcurrentTrials} of {search.Trials} trials at once is more than a quarter; too little is known in time to learn from.";
        }

        if (search.Tuner is NarrowingTunerOptions { Rounds: > 1 } narrowing && search.Trials / narrowing.Rounds < 10)
        {
            yield return $"search.tuner.rounds: {narrowing.Rounds} rounds of {search.Trials} trials leave {search.Trials / narrowing.Rounds} a round; the ranges move on little evidence below 10.";
        }

        if (search.Tuner is GpTunerOptions && search.Trials > GpTuner.MostTrials)
        {
            yield return $"search.tuner: gp learns from {GpTuner.MostTrials} ended trials, and search.trials is {search.Trials}: beyond them it leaves out all but the best {GpTuner.MostTrials / 2} and as many of the others. tpe learns from all of them, and auto changes to it in time.";
        }

        if (search.Tuner is GridTunerOptions grid)
        {
            double size = study.Space.Dimensions.Aggregate(1.0, (product, d) => product * Points(d, grid.Points));
            if (size > search.Trials)
            {
                yield return $"search.trials: the grid has {size:G6} points (conditions not counted) and only the first {search.Trials} are tried.";
            }
        }

        if (search.Start is { } start && start.Count > search.Trials)
        {
            yield return $"search.start: {start.Count} parameter sets are given, and only the first {search.Trials} are tried, as search.trials is {search.Trials}.";
        }

        if (search.Stop is not null && study.Space.Dimensions.Count > 20)
        {
            yield return $"search.stop: the gain is expected by a Gaussian process, which tells little in {study.Space.Dimensions.Count} dimensions; it may never be sure enough to stop.";
        }

        if (search.Confirm is { } confirm && confirm.Top > search.Trials)
        {
            yield return $"search.confirm.top: {confirm.Top} trials are to be confirmed, but there are only {search.Trials}.";
        }

        if (search.Confirm is { Seeds: < FewestSeeds and var seeds })
        {
            yield return seeds == 1
                ? $"search.confirm.seeds: one fresh seed gives no interval, and nothing is proved by it; {FewestSeeds} or more tell more."
                : $"search.confirm.seeds: {seeds} fresh seeds give a wide interval and rarely prove one trial better than another; {FewestSeeds} or more tell more.";
        }
    }

    /// <summary>How the number of trials, and the length of one, go with the space.</summary>
    private static IEnumerable<string> Size(StudyDefinition study)
    {
        SearchOptions search = study.Search;
        int dimensions = study.Space.Dimensions.Count;
        double sets = study.Space.Dimensions.Aggregate(1.0, (product, d) => product * (UnitCube.Count(d, d is NumericDimension numeric ? numeric.Range : default) ?? double.PositiveInfinity));
        if (sets < search.Trials)
        {
            yield return $"search.trials: the space has no more than {sets:G6} parameter set{(sets == 1 ? "" : "s")} for {search.Trials} trials; once all are tried, they are tried again.";
        }
        else if (search.Tuner is not GridTunerOptions && search.Trials < FewestADimension * dimensions && sets > FewestADimension * search.Trials)
        {
            yield return $"search.trials: {search.Trials} trial{(search.Trials == 1 ? "" : "s")} for {dimensions} dimension{(dimensions == 1 ? "" : "s")} are few; below {FewestADimension} a dimension ({FewestADimension * dimensions} here) much of the winner is luck. More trials, or fewer dimensions.";
        }

        if (search.Pruner is not NoPrunerOptions && study.Trainer["epochs"] is JsonValue epochs && epochs.TryGetValue(out int length) && length == 1 && !study.Space.Dimensions.Any(d => d.Path == "epochs"))
        {
            yield return "search.pruner: trials have one epoch (trainer.epochs), so there is nothing that a pruner could stop.";
        }

        foreach (Dimension single in study.Space.Dimensions.Where(d => UnitCube.Count(d, d is NumericDimension numeric ? numeric.Range : default) == 1 && d is not NumericDimension { Limits: not null }))
        {
            yield return $"space.{single.Path}: it has a single value; write it into the trainer section instead.";
        }
    }

    private static double Points(Dimension dimension, int points) =>
        UnitCube.Count(dimension, dimension is NumericDimension numeric ? numeric.Range : default) is { } count && (dimension is ChoiceDimension || count < points) ? count : points;

    private static IEnumerable<string> Dimension(NumericDimension d, TunerOptions tuner)
    {
        if (d.Limits is not null && tuner is not NarrowingTunerOptions)
        {
            yield return $"space.{d.Path}.limits: only the narrowing tuner widens ranges; this one ignores limits.";
        }

        double decades = d.Scale == Scale.ReverseLog ? Math.Log10((1 - d.Min) / (1 - d.Max)) : d.Min > 0 ? Math.Log10(d.Max / d.Min) : 0;
        if (d.Scale != Scale.Linear && !d.Integer && d.Max > d.Min && decades < 0.5)
        {
            yield return $"space.{d.Path}.scale: from {RangeText.Number(d.Min)} to {RangeText.Number(d.Max)} is less than half a decade; there a logarithmic scale hardly differs from a linear one.";
        }
        else if (d.Scale == Scale.Linear && decades >= 3)
        {
            yield return $"space.{d.Path}.scale: from {RangeText.Number(d.Min)} to {RangeText.Number(d.Max)} on a linear scale, nine of ten values are in the last decade; \"log\" spreads them evenly.";
        }
    }
}
