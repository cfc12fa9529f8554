using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Pruners;

/// <summary>Stops a trial that has not got better for some epochs.</summary>
[Description("Stops a trial that has not got better for some epochs. (With the trainer's own patience a trial counts as completed; with this one it does not.)")]
public sealed record PatiencePrunerOptions : PrunerOptions
{
    /// <summary>For how many epochs.</summary>
    [Description("For how many epochs a trial must not have got better. Default: 10.")]
    [Range(1, 1_000_000)]
    public int Epochs { get; init; } = 10;

    /// <summary>By how much it has to get better.</summary>
    [Description("By how much more than this it has to get better to count. Default: 0.")]
    [Range(0.0, 1e300)]
    public double MinDelta { get; init; }
}
