namespace HyperSearch.Dashboard.Views;

/// <summary>A trial as the page shows it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Round">The round it was drawn in.</param>
/// <param name="State"><c>completed</c>, <c>pruned</c>, <c>diverged</c>, <c>failed</c>, <c>running</c> or <c>waiting</c>.</param>
/// <param name="Value">Its objective, if it completed.</param>
/// <param name="Parameters">Of each dimension the value, or the index of the choice; null where it is inactive.</param>
/// <param name="Epochs">How many epochs it was trained, of those that count.</param>
/// <param name="Budget">How many it was to be trained.</param>
/// <param name="Curve">The objective every few epochs (see <see cref="StudyPage.CurveStep"/>) and after the last; null where it was no number.</param>
/// <param name="Diagnosis">The trainer's verdict; null where it says nothing.</param>
/// <param name="Evidence">What the verdict rests on.</param>
/// <param name="Why">Why the pruner stopped it, or why its last attempt failed; null otherwise.</param>
/// <param name="Errors">The end of what its program wrote to standard error in the last attempt, of a trial that failed; null otherwise.</param>
/// <param name="Attempts">The attempts at it and at its confirmations.</param>
internal sealed record TrialView(
    int Number,
    int Round,
    string State,
    double? Value,
    IReadOnlyList<double?> Parameters,
    int Epochs,
    int Budget,
    IReadOnlyList<double?> Curve,
    string? Diagnosis,
    string? Evidence,
    string? Why,
    string? Errors,
    IReadOnlyList<AttemptView> Attempts);

/// <summary>One try on one worker, in seconds since the study began, pauses left out.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Repeat">0, or which confirmation of the trial.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended; null while it runs.</param>
/// <param name="End"><c>over</c>, <c>failed</c> or <c>lost</c>; null while it runs.</param>
internal sealed record AttemptView(string Worker, int Repeat, double From, double? To, string? End);
