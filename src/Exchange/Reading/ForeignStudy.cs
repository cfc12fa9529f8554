using System.Text.Json.Nodes;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;

namespace HyperSearch.Exchange.Reading;

/// <summary>A study as another tool's file has it.</summary>
internal sealed record ForeignStudy
{
    /// <summary>Where it comes from.</summary>
    public required ImportedSource Source { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Whether more or less is better.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Its parameters, in their order.</summary>
    public required IReadOnlyList<ForeignParameter> Parameters { get; init; }

    /// <summary>Its trials, in their order.</summary>
    public required IReadOnlyList<ForeignTrial> Trials { get; init; }

    /// <summary>What the objective is called; null where the file does not say.</summary>
    public string? Metric { get; init; }

    /// <summary>Which epoch of a trial counts; null where the file does not say.</summary>
    public ObjectiveEpoch? At { get; init; }

    /// <summary>The seed that the study had; null where the file does not say.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The space as a study file has it, if the study was exported from one; null where the file does not say.</summary>
    public JsonObject? Space { get; init; }

    /// <summary>What was left out already while it was read.</summary>
    public IReadOnlyList<LeftOutTrials> LeftOut { get; init; } = [];
}
