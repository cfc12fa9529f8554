using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>The top level of a study file.</summary>
[Description("A study: what is searched, how, and with which trainer.")]
internal sealed record StudySections
{
    [JsonPropertyName("$schema")]
    [Description("Where an editor finds this schema; ignored otherwise.")]
    public string? Schema { get; init; }

    [StudyName]
    [Description("The study's name, which is also that of its folder: letters, digits, '-', '_' and '.', not starting with a dot, at most 100 characters.")]
    public required string Name { get; init; }

    [Range(0, 9007199254740991d)]
    [Description("The seed of every random draw of the study. Default: 1.")]
    public ulong Seed { get; init; } = 1;

    [Description("The number that is optimised.")]
    public ObjectiveOptions Objective { get; init; } = new();

    [Description("The searched dimensions, by their paths into the trainer section.")]
    public required SourceNode Space { get; init; }

    [Description("How the space is searched.")]
    public SearchOptions Search { get; init; } = new();

    [Description("The trainer: what is trained, on what, and the values of all parameters that are not searched.")]
    public required SourceNode Trainer { get; init; }
}
