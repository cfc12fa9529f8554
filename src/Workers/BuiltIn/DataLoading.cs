using HyperSearch.Trainer.Data;

namespace HyperSearch.Workers.BuiltIn;

/// <summary>What data of <c>"source": "mlnet"</c> are frozen with.</summary>
/// <param name="Loader">What a plug-in brought; null: it is not there.</param>
/// <param name="Study">The study folder, which gets them in its folder <c>data</c>; null: they are only to be checked.</param>
public sealed record DataLoading(IDataLoader? Loader, string? Study);
