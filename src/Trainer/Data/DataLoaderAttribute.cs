namespace HyperSearch.Trainer.Data;

/// <summary>Says of an assembly that it brings a loader of data.</summary>
/// <param name="loader">The loader, an <see cref="IDataLoader"/> with a public constructor without parameters.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class DataLoaderAttribute(Type loader) : Attribute
{
    /// <summary>The loader.</summary>
    public Type Loader => loader;
}
