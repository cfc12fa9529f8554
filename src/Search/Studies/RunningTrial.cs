using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Studies;

/// <summary>What a worker trains now.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Repeat">0, or which confirmation of it.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Epoch">How many epochs have been recorded.</param>
/// <param name="Epochs">How many it is to be trained.</param>
/// <param name="Value">The objective after the last of them; null before the first, or where it is no number.</param>
public sealed record RunningTrial(int Trial, int Repeat, string Worker, int Epoch, int Epochs, double? Value)
{
    internal static IReadOnlyList<RunningTrial> Of(StudyState state) =>
    [
        .. from work in state.Unfinished
           let worker = work.Worker
           where worker is not null
           let value = work.Values.Count > 0 ? work.Values[^1] : double.NaN
           select new RunningTrial(work.Id.Trial, work.Id.Repeat, worker, work.Values.Count, work.Epochs, double.IsFinite(value) ? value : null),
    ];
}
