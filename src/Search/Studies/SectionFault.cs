namespace HyperSearch.Search.Studies;

/// <summary>What a trainer finds wrong with its section of a study file, or with the space.</summary>
/// <param name="Keys">The way to the place, key by key from the top of the file; a key of the space is one of them, dots and all.</param>
/// <param name="Message">A sentence that says what is wrong and what is allowed.</param>
public sealed record SectionFault(IReadOnlyList<string> Keys, string Message);
