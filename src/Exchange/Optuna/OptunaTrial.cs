using System.Text.Json.Nodes;

namespace HyperSearch.Exchange.Optuna;

/// <summary>A trial of a journal of Optuna's, after the operations so far.</summary>
internal sealed class OptunaTrial(int line)
{
    /// <summary>The line that created it.</summary>
    public int Line => line;

    /// <summary>Its state.</summary>
    public OptunaState State { get; set; }

    /// <summary>Its objectives; more than one where there are several.</summary>
    public IReadOnlyList<double> Values { get; set; } = [];

    /// <summary>Its parameters: the distribution, and the value as it is kept (of a choice, its index).</summary>
    public Dictionary<string, (JsonObject Distribution, double Value)> Parameters { get; } = [];

    /// <summary>Its intermediate values by step.</summary>
    public SortedDictionary<long, double> Intermediate { get; } = [];

    /// <summary>What users attached to it.</summary>
    public JsonObject UserAttributes { get; } = [];

    /// <summary>What Optuna's own parts attached to it.</summary>
    public JsonObject SystemAttributes { get; } = [];

    /// <summary>When it began.</summary>
    public DateTimeOffset? Began { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; set; }
}
