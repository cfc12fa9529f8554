namespace HyperSearch.Search.Importance;

/// <summary>How much one searched parameter matters.</summary>
/// <param name="Parameter">Its path.</param>
/// <param name="Variance">The share of the objective's variance over the whole space that it explains by itself (fANOVA).</param>
/// <param name="Top">Its share in what sets the best tenth of the trials apart from all (PED-ANOVA).</param>
/// <param name="MadeDifference">
/// Whether that is more than chance: the best tenth of the trials is less like the others than as many drawn at random (at a level of 5 % over all parameters together), or the share of the
/// variance, by itself or with another parameter, is above 0.01 by more than two standard deviations in a forest that explains anything.
/// </param>
public sealed record ParameterImportance(string Parameter, ImportanceShare Variance, ImportanceShare Top, bool MadeDifference);
