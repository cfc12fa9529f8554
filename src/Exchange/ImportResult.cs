using HyperSearch.Search.Imports;
using HyperSearch.Search.Journals;

namespace HyperSearch.Exchange;

/// <summary>What a file of another tool came to.</summary>
/// <param name="Study">The study.</param>
/// <param name="LeftOut">How many trials could not be taken over and why, the most frequent reason first.</param>
public sealed record ImportResult(ImportedStudy Study, IReadOnlyList<LeftOutTrials> LeftOut);
