using System.Text.Json.Nodes;

namespace HyperSearch.Exchange.Optuna;

/// <summary>A study of a journal of Optuna's, after the operations so far.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Directions">The direction of each of its objectives.</param>
/// <param name="Line">The line that created it.</param>
internal sealed record OptunaStudy(string Name, IReadOnlyList<OptunaDirection> Directions, int Line)
{
    /// <summary>Its trials, by number.</summary>
    public List<OptunaTrial> Trials { get; } = [];

    /// <summary>What users attached to it.</summary>
    public JsonObject UserAttributes { get; } = [];
}
