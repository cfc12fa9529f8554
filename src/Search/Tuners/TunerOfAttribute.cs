namespace HyperSearch.Search.Tuners;

/// <summary>Says of an assembly that it brings a tuner which the catalog knows by its options alone.</summary>
/// <param name="options">The options, a record derived from <see cref="TunerOptions"/>, or a family of them.</param>
/// <param name="tuner">The tuner, an <see cref="ITuner"/> with a public constructor that takes them.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class TunerOfAttribute(Type options, Type tuner) : Attribute
{
    /// <summary>The options.</summary>
    public Type Options => options;

    /// <summary>The tuner.</summary>
    public Type Tuner => tuner;
}
