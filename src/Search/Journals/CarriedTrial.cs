using System.Text.Json;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Journals;

/// <summary>A trial of an earlier study that fits a new one.</summary>
/// <param name="Parameters">The parameter set of the new study's space that gives the same training.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Loss">Its objective as a loss, of a pruned trial what it had come to; left out where it diverged.</param>
public sealed record CarriedTrial(JsonElement Parameters, Outcome Outcome, double? Loss = null);
