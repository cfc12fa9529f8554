using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Studies;

/// <summary>How the winner is confirmed: the best trials again, each on the same fresh splits, weights and batches.</summary>
[Description("How the winner is confirmed: the best trials are trained again on fresh splits, weights and batches.")]
public sealed record ConfirmOptions
{
    /// <summary>How many of the best trials are repeated.</summary>
    [Description("How many of the best trials are repeated. Default: 3.")]
    [Range(1, 1000)]
    public int Top { get; init; } = 3;

    /// <summary>How many fresh seeds each is repeated on.</summary>
    [Description("How many fresh seeds each of them is repeated on. Default: 5.")]
    [Range(1, 1000)]
    public int Seeds { get; init; } = 5;
}
