using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Tuners;

/// <summary>Makes the tuner that a study asks for.</summary>
public static class TunerCatalog
{
    /// <summary>A new tuner for a study as it was started.</summary>
    /// <exception cref="StudyFolderException">Its tuner is one that this program does not have.</exception>
    public static ITuner Create(StudyDefinition study) => Create(study, _ => null);

    /// <summary>A new tuner for a study as it was started.</summary>
    /// <param name="study">The study.</param>
    /// <param name="autoML">Makes a tuner of Microsoft.ML.AutoML; null where its adapter is not there.</param>
    /// <exception cref="StudyFolderException">Its tuner is one that this program does not have.</exception>
    public static ITuner Create(StudyDefinition study, Func<AutoMLTunerOptions, ITuner?> autoML)
    {
        ITuner own = Own(study, autoML);
        return study.Search.Start is { Count: > 0 } ? new StartTuner(study, own) : own;
    }

    private static ITuner Own(StudyDefinition study, Func<AutoMLTunerOptions, ITuner?> autoML)
    {
        bool isPruned = study.Search.Pruner is not NoPrunerOptions;
        return study.Search.Tuner switch
        {
            RandomTunerOptions => new RandomTuner(),
            GridTunerOptions grid => new GridTuner(grid, study.Space),
            NarrowingTunerOptions narrowing => new NarrowingTuner(narrowing, study.Search.Trials),
            TpeTunerOptions tpe => new TpeTuner(tpe),
            SobolTunerOptions => new SobolTuner(),
            GpTunerOptions gp => new GpTuner(gp, isPruned),
            SmacTunerOptions smac => new SmacTuner(smac),
            CmaEsTunerOptions cmaEs => new CmaEsTuner(cmaEs),
            CostFrugalTunerOptions costFrugal => new CostFrugalTuner(costFrugal),
            AutoTunerOptions => new AutoTuner(study.Search.Trials, isPruned),
            AutoMLTunerOptions other => autoML(other) ?? throw new StudyFolderException(
                $"search.tuner: `{RecordShape.ChoiceOf(other.GetType())?.Word}` is a tuner of Microsoft.ML.AutoML, which this program was built without: `dotnet build -p:AutoML=true` builds the adapter and puts it in place, and --plugin names one that lies elsewhere."),
            OwnTunerOptions own => throw new StudyFolderException($"The tuner `{own.Name}` belongs to the program that made this study; only that program can make or prove its proposals."),
            _ => throw new ArgumentException($"No tuner takes {study.Search.Tuner.GetType().Name}.", nameof(study)),
        };
    }
}
