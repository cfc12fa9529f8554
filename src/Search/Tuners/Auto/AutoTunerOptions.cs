using System.ComponentModel;

namespace HyperSearch.Search.Tuners;

/// <summary>Chooses the tuner by the space, the budget, what a trial costs, and how many are known; the journal says what was chosen and why.</summary>
[Description("Chooses the tuner, by a fixed table, and says in the journal what and why. Up to 20 dimensions: gp while at most 300 trials have ended (100 where a trial costs less than 1e8 multiply-adds), then tpe. More: tpe; cma_es from 10 ended trials a dimension on, where all are numbers that are always active and the study has at least 30 trials a dimension.")]
public sealed record AutoTunerOptions : TunerOptions;
