using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Imports;

/// <summary>
/// Writes an imported study as a study folder that every reading command understands: the records are those that a coordinator would have written had it been told the trials one
/// after the other, with the times of the file.
/// </summary>
public static class ImportedFolder
{
    private const string Worker = "imported";

    /// <summary>Writes the folder. It is whole or it is not there.</summary>
    /// <param name="root">The folder, which must not be there yet.</param>
    /// <param name="study">The study.</param>
    /// <param name="program">The version of this program, for the journal.</param>
    /// <param name="time">The clock for trials that say no time.</param>
    /// <returns>The state of the study.</returns>
    /// <exception cref="StudyFolderException">Something of that name is there.</exception>
    /// <exception cref="IOException">It could not be written.</exception>
    public static StudyState Write(string root, ImportedStudy study, string program, TimeProvider time)
    {
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (Path.Exists(root))
        {
            throw new StudyFolderException($"{root} is there already, and nothing in it is overwritten. Choose another folder with --out.");
        }

        StudyState? state = null;
        WholeFolder.Write(root, draft =>
        {
            var folder = new StudyFolder(draft);
            StudyFolder.Replace(folder.StudyFile, StudyFile.Write(study.Definition));
            state = WriteJournal(folder.Journal, study, program, new RecordedTime(time.GetUtcNow()));
            if (BestExport.Winner(state) is { } winner)
            {
                StudyFolder.Replace(folder.Best, winner);
            }
        });
        return state!;
    }

    private static StudyState WriteJournal(string path, ImportedStudy study, string program, RecordedTime time)
    {
        var state = new StudyState(study.Definition);
        using JournalWriter journal = JournalWriter.Create(path, time);
        void Write(DateTimeOffset? at, params Record[] records)
        {
            time.Set(at);
            journal.Append(records);
            Array.ForEach(records, state.Apply);
        }

        DateTimeOffset? first = study.Trials.Min(t => t.Began ?? t.Ended);
        Write(first, new StudyStarted(StudyStarted.CurrentFormat, program, JsonSerializer.SerializeToElement(StudyFile.Write(study.Definition)), JsonSerializer.SerializeToElement<object?>(null)));

        // Whether a trial may start hangs on those that have not ended: each of them is given an epoch that outlasts all others.
        long longest = study.Trials.Sum(t => t.Epochs.Count + 1L);
        foreach ((int number, ImportedTrial trial) in study.Trials.Index())
        {
            if (!state.TryNextStart(out long start))
            {
                throw new InvalidOperationException($"Trial {number} cannot start.");
            }

            JsonElement parameters = trial.Parameters.ToElement();
            Write(trial.Began ?? trial.Ended, new TrialProposed(number, 0, parameters, start, trial.Outcome is null ? longest : 1, trial.Budget));
            if (trial.IsBegun)
            {
                Write(trial.Began, new AttemptStarted(number, 0, 1, Worker));
            }

            Write(trial.Ended, [.. EpochsOf(number, trial)]);
            Write(trial.Ended, [.. EndOf(number, trial, study.Definition.Objective)]);
        }

        if (state.AreTrialsOver)
        {
            Write(null, new StudyFinished(StudyHash.Of(state)));
        }

        journal.Flush();
        return state;
    }

    private static IEnumerable<Record> EpochsOf(int number, ImportedTrial trial)
    {
        ulong digest = EpochDigest.Seed(new WorkId(number));
        foreach ((int i, IReadOnlyDictionary<string, double> metrics) in trial.Epochs.Index())
        {
            bool isEnd = trial.Outcome is not null && i == trial.Epochs.Count - 1;
            var values = new EpochValues(i + 1, metrics, isEnd && trial.Outcome == Outcome.Completed && i + 1 < trial.Budget, null, isEnd ? trial.Diagnosis : null);
            digest = EpochDigest.Next(digest, values);
            yield return new EpochReported(number, 0, 1, i + 1, metrics, EpochDigest.ToText(digest), values.IsLast ? true : null, null, values.Diagnosis);
        }
    }

    private static IEnumerable<Record> EndOf(int number, ImportedTrial trial, ObjectiveOptions objective)
    {
        if (trial.Outcome is not { } outcome)
        {
            yield break;
        }

        if (outcome == Outcome.Failed)
        {
            yield return new AttemptEnded(number, 0, 1, Blame.Trial, trial.Why ?? "the file does not say why");
        }

        yield return new TrialEnded(
            number,
            0,
            outcome,
            trial.Epochs.Count + (outcome == Outcome.Failed ? 1 : 0),
            outcome == Outcome.Completed ? objective.ValueOf([.. trial.Epochs.Select(e => e[objective.Metric])]) : null,
            outcome == Outcome.Pruned ? trial.Why : null);
    }
}
