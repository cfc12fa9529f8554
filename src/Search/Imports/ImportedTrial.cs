using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Imports;

/// <summary>A trial as a file has it.</summary>
/// <param name="Parameters">Its parameter set, of the study's space.</param>
/// <param name="Outcome">How it ended; null where it had not.</param>
/// <param name="Epochs">
/// What was measured in each epoch, the objective by its metric's name. A trial that ended has at least one, but for one that failed; of a completed one they make its value.
/// </param>
public sealed record ImportedTrial(ParameterSet Parameters, Outcome? Outcome, IReadOnlyList<IReadOnlyDictionary<string, double>> Epochs)
{
    /// <summary>How many epochs it was to be trained; at least as many as it has.</summary>
    public int Budget { get; init; }

    /// <summary>Whether a worker had begun it.</summary>
    public bool IsBegun { get; init; } = true;

    /// <summary>Why it was pruned, or failed; null where the file does not say.</summary>
    public string? Why { get; init; }

    /// <summary>What its trainer said of it; null where it said nothing.</summary>
    public TrialDiagnosis? Diagnosis { get; init; }

    /// <summary>When it began; null where the file does not say.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>When it ended; null where it has not, or the file does not say.</summary>
    public DateTimeOffset? Ended { get; init; }
}
