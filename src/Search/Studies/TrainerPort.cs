using System.Text.Json.Nodes;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Studies;

/// <summary>What the search knows of a trainer: the shape of its section in a study file, and what it measures.</summary>
/// <param name="OptionsType">
/// The immutable record the <c>trainer</c> section is read into; its properties and their attributes (range, length, description, required) are the rules of the section.
/// It has a constructor without parameters.
/// </param>
/// <param name="Metrics">The metrics that an epoch reports, such as <c>validation.accuracy</c>; the objective is one of them. Empty: whatever the objective names.</param>
public sealed record TrainerPort(Type OptionsType, IReadOnlyList<string> Metrics)
{
    /// <summary>The key by which the section of a program is told from that of another trainer.</summary>
    public const string ProgramKey = "command";

    /// <summary>The trainer of sections that have a <see cref="ProgramKey"/>; null where there is none.</summary>
    public TrainerPort? Program { get; init; }

    /// <summary>What is wrong with a section, free of faults in itself, and a space together; null: whatever passes the rules of the section.</summary>
    public Func<JsonObject, Space, IEnumerable<SectionFault>>? Check { get; init; }
}
