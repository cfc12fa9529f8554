using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Studies;

/// <summary>The trials of one verdict.</summary>
/// <param name="Verdict">The verdict, in words.</param>
/// <param name="Trials">How many trials have it.</param>
/// <param name="Example">The first of them.</param>
/// <param name="Evidence">What the verdict on the example rests on.</param>
public sealed record DiagnosisCount(string Verdict, int Trials, int Example, string Evidence)
{
    /// <summary>The verdicts on the trials that are over, the most frequent first.</summary>
    internal static IReadOnlyList<DiagnosisCount> Of(StudyState state) =>
    [
        .. from trial in state.Trials
           where trial.Work is { IsOver: true, Diagnosis: not null }
           group trial by trial.Work.Diagnosis!.Verdict into same
           orderby same.Count() descending, same.First().Number
           select new DiagnosisCount(same.Key, same.Count(), same.First().Number, same.First().Work.Diagnosis!.Evidence),
    ];
}
