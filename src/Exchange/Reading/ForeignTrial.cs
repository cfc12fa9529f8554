using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Exchange.Reading;

/// <summary>A trial as another tool's file has it.</summary>
internal sealed record ForeignTrial
{
    /// <summary>How it ended; null where it had not.</summary>
    public required Outcome? Outcome { get; init; }

    /// <summary>The values of the parameters that it has.</summary>
    public required JsonObject Parameters { get; init; }

    /// <summary>Its objective; null where it has none.</summary>
    public double? Value { get; init; }

    /// <summary>The objective by step.</summary>
    public IReadOnlyList<(long Step, double Value)> Steps { get; init; } = [];

    /// <summary>How many epochs it was to be trained; null where the file does not say.</summary>
    public int? Budget { get; init; }

    /// <summary>Whether it was begun.</summary>
    public bool IsBegun { get; init; } = true;

    /// <summary>Why it was pruned, or failed.</summary>
    public string? Why { get; init; }

    /// <summary>What its trainer said of it.</summary>
    public TrialDiagnosis? Diagnosis { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Whether its parameter set says what the space is like: one that failed, or runs, may not have come to all of its parameters.</summary>
    public bool HasAllParameters => Outcome is Search.Coordination.Outcome.Completed or Search.Coordination.Outcome.Pruned;
}
