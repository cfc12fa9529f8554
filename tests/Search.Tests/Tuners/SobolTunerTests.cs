using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class SobolTunerTests
{
    private static readonly Space Square = new([new NumericDimension("x", 0, 1), new NumericDimension("y", 0, 1)]);

    [Fact]
    public void Sixteen_trials_fill_sixteen_cells_of_a_square_and_of_each_side()
    {
        var trials = Cases.Play(new SobolTuner(), Square, 1, 16, _ => 0).Trials;
        Assert.Equal(16, trials.Select(t => ((int)(t.Parameters[0] * 4), (int)(t.Parameters[1] * 4))).Distinct().Count());
        Assert.Equal(16, trials.Select(t => (int)(t.Parameters[0] * 16)).Distinct().Count());
    }
}
