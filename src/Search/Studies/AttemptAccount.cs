namespace HyperSearch.Search.Studies;

/// <summary>One try at a trial or one of its confirmations.</summary>
/// <param name="Attempt">Its number, from 1.</param>
/// <param name="Repeat">0, or which confirmation of the trial.</param>
/// <param name="Worker">Who had it.</param>
/// <param name="Why">Why it ended without result; null where it did not.</param>
/// <param name="StandardError">The end of what its program wrote to standard error; null where there is none.</param>
public sealed record AttemptAccount(int Attempt, int Repeat, string Worker, string? Why, string? StandardError);
