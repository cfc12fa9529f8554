using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Benchmarks.SearchQuality;

/// <summary>A tuner of this benchmark alone, which other ones are measured by.</summary>
internal sealed record Competitor(string Name, Func<Space, int, ITuner> Create) : TunerOptions
{
    private static readonly Competitor[] All =
    [
        new("random_in_limits", (space, _) => new LimitsTuner(space)),
        new("focus_search", (space, trials) => new FocusSearchTuner(space, trials)),
        new("domain_reduction", (space, trials) => new DomainReductionTuner(space, trials)),
    ];

    public static Competitor? Find(string name) => All.FirstOrDefault(c => c.Name == name);
}
