using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HyperSearch.Workers.Programs;

/// <summary>The trainer section of a study whose trials are runs of a program.</summary>
[Description("A program of one's own: started once a trial, it prints a line of JSON an epoch, or its result as the last line.")]
public sealed record ProgramOptions
{
    /// <summary>The program and its arguments, passed as they are and never through a shell; <c>{name}</c> stands for the value of that key of this section or of the space.</summary>
    [MinLength(1)]
    [Description("The program and its arguments, passed as they are, never through a shell. {name} stands for the value of the key name of this section or of the space, {parameters} for all searched values as JSON; braces themselves are written {{ and }}.")]
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>How many epochs a trial has at most.</summary>
    [Range(1, 1_000_000)]
    [Description("How many epochs a trial has at most; the program may end earlier. Default: 1.")]
    public int Epochs { get; init; } = 1;

    /// <summary>The folder the program runs in; the study file's when null.</summary>
    [Description("The folder that the program runs in, relative to the study file's. Default: that of the study file.")]
    public string? Folder { get; init; }

    /// <summary>What stops a run that takes too long.</summary>
    [Description("How long a run may take; one that takes longer is killed and costs one of the trial's attempts.")]
    public ProgramTimeout Timeout { get; init; } = new();

    /// <summary>The most memory, in MiB, that the program and all it has started may use together; null: no limit.</summary>
    [Range(1, 1 << 30)]
    [Description("The most memory, in MiB, of the program and all that it has started; a run that uses more is killed and costs one of the trial's attempts. Default: no limit.")]
    public int? Memory { get; init; }

    /// <summary>Values of the names in <see cref="Command"/> that are not searched, or not always.</summary>
    [JsonExtensionData]
    public IReadOnlyDictionary<string, JsonElement> Values { get; init; } = new Dictionary<string, JsonElement>();
}
