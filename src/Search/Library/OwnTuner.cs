using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Library;

/// <summary>A tuner of one's own, for a study of the library.</summary>
/// <param name="Name">
/// Its name in the journal: letters, digits, '-', '_' and '.'. A folder goes on with the tuner of that name alone, so a change that makes it propose otherwise needs another name.
/// </param>
/// <param name="Create">Makes a new one, which proposes the same as any other.</param>
public sealed record OwnTuner(string Name, Func<ITuner> Create);
