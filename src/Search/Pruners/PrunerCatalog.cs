using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Pruners;

/// <summary>Makes the pruner that a study asks for.</summary>
public static class PrunerCatalog
{
    /// <summary>A new pruner for a study; null where nothing is pruned.</summary>
    public static IPruner? Create(StudyDefinition study) => study.Search.Pruner switch
    {
        NoPrunerOptions => null,
        CurvePrunerOptions curve => new CurvePruner(curve),
        MedianPrunerOptions median => new PercentilePruner(new PercentilePrunerOptions { Percentile = 50, StartTrials = median.StartTrials, WarmupEpochs = median.WarmupEpochs }),
        PercentilePrunerOptions percentile => new PercentilePruner(percentile),
        AshaPrunerOptions asha => new AshaPruner(asha),
        HyperbandPrunerOptions hyperband => new HyperbandPruner(hyperband),
        ThresholdPrunerOptions threshold => new ThresholdPruner(threshold, study.Objective),
        PatiencePrunerOptions patience => new PatiencePruner(patience),
        WilcoxonPrunerOptions wilcoxon => new WilcoxonPruner(wilcoxon),
        _ => throw new ArgumentException($"No pruner takes {study.Search.Pruner.GetType().Name}.", nameof(study)),
    };
}
