using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;

namespace HyperSearch.Search.Studies;

/// <summary>All that is known of one trial, as <c>status --trial</c> prints it.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="State"><c>completed</c>, <c>pruned</c>, <c>diverged</c>, <c>failed</c>, <c>running</c> or <c>waiting</c>.</param>
/// <param name="Value">Its objective, if it completed.</param>
/// <param name="Why">Why its pruner stopped it; null where none did.</param>
/// <param name="Parameters">Its parameter set.</param>
/// <param name="Epochs">How many epochs it was to be trained.</param>
/// <param name="Values">The objective after each epoch; null where it was no number.</param>
/// <param name="Diagnosis">What the trainer says of it; null where it says nothing.</param>
/// <param name="Attempts">The attempts at it and at its confirmations, in order.</param>
public sealed record TrialAccount(
    int Trial,
    string State,
    double? Value,
    string? Why,
    JsonObject Parameters,
    int Epochs,
    IReadOnlyList<double?> Values,
    TrialDiagnosis? Diagnosis,
    IReadOnlyList<AttemptAccount> Attempts)
{
    /// <summary>The account of a trial; null if no such trial has been proposed. Reads the journal alone, and disturbs no running study.</summary>
    /// <param name="folder">The study's folder.</param>
    /// <param name="trainer">The trainer that the study file is read with.</param>
    /// <param name="number">The trial.</param>
    /// <exception cref="StudyFolderException">There is no study here.</exception>
    /// <exception cref="JournalDamageException">The journal is damaged.</exception>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public static TrialAccount? Of(StudyFolder folder, TrainerPort trainer, int number)
    {
        var attempts = new List<AttemptAccount>();
        string? why = null;
        StudyState state = folder.Read(trainer, record =>
        {
            switch (record)
            {
                case AttemptStarted a when a.Trial == number:
                    attempts.Add(new AttemptAccount(a.Attempt, a.Repeat, a.Worker, null, null));
                    break;
                case AttemptEnded a when a.Trial == number:
                    End(a.Repeat, a.Why);
                    break;
                case TrialEnded e when e.Trial == number:
                    End(e.Repeat, null);
                    why = e.Repeat == 0 ? e.Why : why;
                    break;
            }
        }).State;
        if (number < 0 || number >= state.Trials.Count)
        {
            return null;
        }

        Trial trial = state.Trials[number];
        Work work = trial.Work;
        return new TrialAccount(
            number,
            work.Outcome?.ToString().ToLowerInvariant() ?? (work.Worker is null ? "waiting" : "running"),
            work.Value,
            why,
            trial.Parameters.ToJson(),
            work.Epochs,
            [.. work.Values.Select(v => double.IsFinite(v) ? v : (double?)null)],
            work.Diagnosis,
            attempts);

        void End(int repeat, string? reason)
        {
            // A trial that failed ends right after its last attempt did.
            int last = attempts.FindLastIndex(a => a.Repeat == repeat);
            if (last >= 0)
            {
                AttemptAccount attempt = attempts[last];
                attempts[last] = attempt with { Why = reason ?? attempt.Why, StandardError = folder.Errors.Of(new WorkId(number, repeat), attempt.Attempt) };
            }
        }
    }
}
