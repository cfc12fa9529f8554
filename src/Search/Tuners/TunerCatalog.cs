using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Tuners;

/// <summary>Makes the tuner that a study asks for.</summary>
public static class TunerCatalog
{
    /// <summary>A new tuner for a study as it was started.</summary>
    public static ITuner Create(StudyDefinition study) => study.Search.Start is { Count: > 0 } ? new StartTuner(study, Own(study)) : Own(study);

    private static ITuner Own(StudyDefinition study) => study.Search.Tuner switch
    {
        RandomTunerOptions => new RandomTuner(),
        GridTunerOptions grid => new GridTuner(grid, study.Space),
        NarrowingTunerOptions narrowing => new NarrowingTuner(narrowing, study.Search.Trials),
        TpeTunerOptions tpe => new TpeTuner(tpe),
        SobolTunerOptions => new SobolTuner(),
        GpTunerOptions gp => new GpTuner(gp),
        SmacTunerOptions smac => new SmacTuner(smac),
        CmaEsTunerOptions cmaEs => new CmaEsTuner(cmaEs),
        CostFrugalTunerOptions costFrugal => new CostFrugalTuner(costFrugal),
        AutoTunerOptions => new AutoTuner(study.Search.Trials),
        OwnTunerOptions own => throw new StudyFolderException($"The tuner `{own.Name}` belongs to the program that made this study; only that program can make or prove its proposals."),
        _ => throw new ArgumentException($"No tuner takes {study.Search.Tuner.GetType().Name}.", nameof(study)),
    };
}
