using HyperSearch.Numerics;

namespace HyperSearch.Numerics.Tests;

public sealed class ElementaryTests
{
    [Fact]
    public void Exp_is_within_2_ulp_of_the_C_library_over_its_whole_range() =>
        Sweep(-745, 709.7, Elementary.Exp, Math.Exp, 2);

    [Fact]
    public void Log_is_within_2_ulp_of_the_C_library_from_subnormal_to_huge()
    {
        Sweep(-740, 709, x => Elementary.Log(Math.Exp(x)), x => Math.Log(Math.Exp(x)), 2);
        Sweep(0.5, 2, Elementary.Log, Math.Log, 2);
    }

    [Fact]
    public void Tanh_is_within_4_ulp_of_the_C_library()
    {
        Sweep(-25, 25, Elementary.Tanh, Math.Tanh, 4);
        Sweep(-0.1, 0.1, Elementary.Tanh, Math.Tanh, 4);
    }

    [Fact]
    public void Sine_and_cosine_agree_with_the_C_library_to_1e_15()
    {
        var stream = new RandomStream(1, StreamPurpose.Digits);
        for (int i = 0; i < 20_000; i++)
        {
            double x = (stream.NextUnit() - 0.5) * 2000;
            (double sin, double cos) = Elementary.SinCos(x);
            Assert.Equal(Math.Sin(x), sin, 1e-15);
            Assert.Equal(Math.Cos(x), cos, 1e-15);
        }
    }

    [Fact]
    public void Special_values_are_those_of_the_mathematics()
    {
        Assert.Equal(1, Elementary.Exp(0));
        Assert.Equal(0, Elementary.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(710));
        Assert.Equal(0, Elementary.Log(1));
        Assert.Equal(double.NegativeInfinity, Elementary.Log(0));
        Assert.Equal(double.NaN, Elementary.Log(-1));
        Assert.Equal(double.NaN, Elementary.Exp(double.NaN));
        Assert.Equal(1, Elementary.Tanh(100));
        Assert.Equal(0, Elementary.Pow(0, 2));
        Assert.Equal(1, Elementary.Pow(0, 0));
        Assert.Equal(1e-6, Elementary.Pow(10, -6), 1e-20);
    }

    private static void Sweep(double from, double to, Func<double, double> ours, Func<double, double> reference, double ulps)
    {
        for (int i = 0; i <= 100_000; i++)
        {
            double x = from + ((to - from) * i / 100_000.0), expected = reference(x), actual = ours(x);
            double ulp = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
            Assert.True(Math.Abs(actual - expected) <= ulps * ulp, $"at {x:R}: {actual:R} instead of {expected:R}");
        }
    }
}
