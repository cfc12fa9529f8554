namespace HyperSearch.Search.Coordination;

/// <summary>What a trainer says of a training that has come to its end.</summary>
/// <param name="Verdict">In a few words that are the same for all trainings of that kind, such as <c>learning rate too low</c>.</param>
/// <param name="Evidence">A sentence that says in numbers what the verdict rests on.</param>
public sealed record TrialDiagnosis(string Verdict, string Evidence);
