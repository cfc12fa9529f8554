using System.Globalization;
using System.Text.Json.Serialization;

namespace HyperSearch.Search.Pruners;

/// <summary>
/// When one certain trial is to be stopped: a pure function of its own intermediate values, fixed when the trial is proposed. It is handed to the worker with the trial, which stops by
/// itself; the coordinator judges by the same rule.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CeilingRule), "ceiling")]
[JsonDerivedType(typeof(BoundsRule), "bounds")]
[JsonDerivedType(typeof(PatienceRule), "patience")]
[JsonDerivedType(typeof(CurveRule), "curve")]
[JsonDerivedType(typeof(WilcoxonRule), "wilcoxon")]
public abstract record PrunerRule
{
    /// <summary>Whether the trial stops after its last known epoch.</summary>
    /// <param name="own">Its intermediate values, at least one.</param>
    /// <returns>The reason in words and numbers; null: it goes on.</returns>
    public abstract string? ReasonToStop(LossCurve own);

    /// <summary>Where the trial would end if it went on after its last known epoch; null where the rule does not look ahead.</summary>
    /// <param name="own">Its intermediate values, at least one.</param>
    public virtual EndForecast? Forecast(LossCurve own) => null;

    /// <summary>Words and numbers that are the same on every machine.</summary>
    protected static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
