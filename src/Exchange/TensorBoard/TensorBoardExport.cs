using System.Globalization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;

namespace HyperSearch.Exchange.TensorBoard;

/// <summary>
/// Writes a study as event files of TensorBoard's: <c>STUDY/</c> with what the HPARAMS page needs to know of the space, <c>STUDY/trial-0007/</c> with the trial's values and a curve for
/// every metric, <c>STUDY/trial-0007/repeat-1/</c> with those of its confirmations.
/// </summary>
public static class TensorBoardExport
{
    /// <summary>The tag of a trial's objective, which it has once it has completed, at the epoch it ended with.</summary>
    public const string ObjectiveTag = "trial.objective";

    /// <summary>Writes the files.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">The folder for <c>tensorboard --logdir</c>, which may hold other runs; made if it is not there.</param>
    /// <returns>The folder that was written in it.</returns>
    /// <exception cref="ExchangeException">It holds a folder of the study's name already.</exception>
    public static string Write(StudyFacts study, string folder)
    {
        string name = study.State.Definition.Name;
        NewFolder.Write(folder, name, draft =>
        {
            using (var file = new EventFile(draft, study.Started.At))
            {
                file.AddMetadata(study.Started.At, HParams.ExperimentTag, HParams.SpaceOf(study.State.Definition, study.Started.At, MetricsOf(study)));
            }

            foreach (Trial trial in study.State.Trials)
            {
                WriteTrial(study, trial, Path.Combine(draft, NameOf(trial.Number)));
            }

            foreach (WorkFacts work in study.Confirmations)
            {
                using var file = new EventFile(Path.Combine(draft, NameOf(work.Work.Id.Trial), string.Create(CultureInfo.InvariantCulture, $"repeat-{work.Work.Id.Repeat}")), work.Began ?? work.Due);
                AddCurves(file, work);
            }
        });
        return Path.Combine(folder, name);
    }

    private static string NameOf(int trial) => string.Create(CultureInfo.InvariantCulture, $"trial-{trial:D4}");

    private static IEnumerable<(string Tag, string Description)> MetricsOf(StudyFacts study)
    {
        ObjectiveOptions objective = study.State.Definition.Objective;
        string direction = objective.Direction == Direction.Maximize ? "maximized" : "minimized", at = objective.At == ObjectiveEpoch.Best ? "best" : "last";
        IEnumerable<string> metrics = study.State.Trials.SelectMany(t => study.Of(t).Epochs).SelectMany(e => e.Metrics.Keys).Distinct();
        return metrics.Select(m => (m, m == objective.Metric ? $"{direction}, by its {at} epoch" : "")).Prepend((ObjectiveTag, $"{objective.Metric} of the {at} epoch of a trial that completed, {direction}"));
    }

    private static void WriteTrial(StudyFacts study, Trial trial, string folder)
    {
        WorkFacts facts = study.Of(trial);
        long begun = facts.Began ?? facts.Due;
        using var file = new EventFile(folder, begun);
        file.AddMetadata(begun, HParams.StartTag, HParams.StartOf(trial, begun));
        AddCurves(file, facts);
        if (facts.Ended is not { } ended)
        {
            return; // running: the page tells by what is missing
        }

        if (trial.Work.Value is { } value)
        {
            file.AddScalar(ended, trial.Work.CountedEpochs, ObjectiveTag, value);
        }

        file.AddMetadata(ended, HParams.EndTag, HParams.EndOf(trial.Work.Outcome!.Value, ended));
    }

    private static void AddCurves(EventFile file, WorkFacts work)
    {
        foreach (EpochReported epoch in work.Epochs)
        {
            foreach ((string metric, double value) in epoch.Metrics)
            {
                file.AddScalar(epoch.At, epoch.Epoch, metric, value);
            }
        }
    }
}
