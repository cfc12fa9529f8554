namespace HyperSearch.Search.Importance;

/// <summary>How much one searched parameter matters.</summary>
/// <param name="Parameter">Its path.</param>
/// <param name="Variance">The share of the objective's variance over the whole space that it explains by itself (fANOVA).</param>
/// <param name="Top">Its share in what sets the best tenth of the trials apart from all (PED-ANOVA).</param>
/// <param name="MadeDifference">Whether the best tenth is too unlike the others in it to be chance.</param>
public sealed record ParameterImportance(string Parameter, ImportanceShare Variance, ImportanceShare Top, bool MadeDifference);
