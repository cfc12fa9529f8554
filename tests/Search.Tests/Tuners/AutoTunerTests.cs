using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class AutoTunerTests
{
    [Theory]
    [InlineData(2, 0, "gp")]
    [InlineData(20, 300, "gp")]
    [InlineData(2, 301, "tpe")]
    [InlineData(21, 0, "tpe")]
    [InlineData(21, 210, "cma_es")]
    public void The_table_is_as_documented(int dimensions, int ended, string tuner) =>
        Assert.Equal(tuner, AutoTuner.Choose(new Space([.. Enumerable.Range(0, dimensions).Select(d => new NumericDimension($"x{d}", 0, 1))]), ended));
}
