using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Workers.Programs;

/// <summary>How long a run of a program may take, in seconds.</summary>
public sealed record ProgramTimeout
{
    /// <summary>The whole run; null: no limit.</summary>
    [Range(0.001, 31_536_000)]
    [Description("Seconds for the whole run. Default: no limit.")]
    public double? Trial { get; init; }

    /// <summary>From one epoch's line, or the start, to the next; null: no limit.</summary>
    [Range(0.001, 31_536_000)]
    [Description("Seconds from the start, or the line of an epoch, to the next line of an epoch. Default: no limit.")]
    public double? Epoch { get; init; }
}
