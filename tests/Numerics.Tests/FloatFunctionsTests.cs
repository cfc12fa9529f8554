using System.Runtime.Intrinsics;
using HyperSearch.Numerics;

namespace HyperSearch.Numerics.Tests;

public sealed class FloatFunctionsTests
{
    [Fact]
    public void Exp_is_within_2_ulp_over_the_range_of_normal_results() => Sweep(-87.3f, 88.7f, FloatFunctions.Exp, Math.Exp, 2);

    [Fact]
    public void Sigmoid_is_within_3_ulp() => Sweep(-87f, 40f, FloatFunctions.Sigmoid, x => 1 / (1 + Math.Exp(-x)), 3);

    [Fact]
    public void Tanh_is_within_3_ulp()
    {
        Sweep(-12, 12, FloatFunctions.Tanh, Math.Tanh, 3);
        Sweep(-1e-3f, 1e-3f, FloatFunctions.Tanh, Math.Tanh, 3);
        Sweep(0.6f, 0.65f, FloatFunctions.Tanh, Math.Tanh, 3);
    }

    [Fact]
    public void Exp_less_one_is_within_3_ulp_and_does_not_cancel_near_zero()
    {
        Sweep(-1e-3f, 1e-3f, FloatFunctions.ExpLessOne, x => x + (x * x / 2) + (x * x * x / 6), 3);
        Sweep(-30, 88, FloatFunctions.ExpLessOne, x => Math.Abs(x) < 1e-4 ? x + (x * x / 2) : Math.Exp(x) - 1, 3);
        Assert.Equal([-1f, float.PositiveInfinity, float.NaN], [.. new[] { -1e9f, 100f, float.NaN }.Select(x => FloatFunctions.ExpLessOne(Vector256.Create(x))[0])]);
    }

    [Fact]
    public void The_normal_distribution_is_within_4_ulp_above_zero_and_1e_5_below()
    {
        Sweep(0, 8, FloatFunctions.NormalCdf, Gaussian.Cdf, 4);
        for (float x = -5; x < 0; x += 0.001f)
            Assert.Equal(1, FloatFunctions.NormalCdf(Vector256.Create(x))[5] / Gaussian.Cdf(x), 1e-5);

        Assert.Equal([0f, 1f, float.NaN], [.. new[] { -20f, 20f, float.NaN }.Select(x => FloatFunctions.NormalCdf(Vector256.Create(x))[0])]);
    }

    [Theory]
    [InlineData(0f, 1f, 0.5f, 0f)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, 1f, 1f)]
    [InlineData(float.NegativeInfinity, 0f, 0f, -1f)]
    [InlineData(float.MaxValue, float.PositiveInfinity, 1f, 1f)]
    [InlineData(float.MinValue, 0f, 0f, -1f)]
    [InlineData(89f, float.PositiveInfinity, 1f, 1f)]
    [InlineData(-104.5f, 0f, 0f, -1f)]
    [InlineData(float.NaN, float.NaN, float.NaN, float.NaN)]
    public void Special_values_are_those_of_the_mathematics(float x, float exp, float sigmoid, float tanh)
    {
        Assert.Equal(exp, FloatFunctions.Exp(Vector256.Create(x))[0]);
        Assert.Equal(sigmoid, FloatFunctions.Sigmoid(Vector256.Create(x))[0]);
        Assert.Equal(tanh, FloatFunctions.Tanh(Vector256.Create(x))[0]);
    }

    [Fact]
    public void Tanh_of_minus_zero_is_minus_zero() => Assert.True(float.IsNegative(FloatFunctions.Tanh(Vector256.Create(-0f))[0]));

    [Fact]
    public void Exp_goes_through_the_subnormal_numbers_to_zero()
    {
        for (float x = -104.4f; x < -87; x += 0.01f)
            Assert.Equal(Math.Exp(x), FloatFunctions.Exp(Vector256.Create(x))[7], 1.5e-45 + (1e-6 * Math.Exp(x)));
    }

    [Fact]
    public void The_bits_are_those_of_every_other_machine()
    {
        // A sum over all results' bits: a change on some instruction set, or of a polynomial, shows here.
        uint exp = 0, sigmoid = 0, tanh = 0;
        for (int i = -20_000; i <= 20_000; i++)
        {
            Vector256<float> x = Vector256.Create(i / 256f);
            exp = (exp * 31) + FloatFunctions.Exp(x).AsUInt32()[0];
            sigmoid = (sigmoid * 31) + FloatFunctions.Sigmoid(x).AsUInt32()[0];
            tanh = (tanh * 31) + FloatFunctions.Tanh(x).AsUInt32()[0];
        }

        Assert.Equal((1814223679u, 2674840703u, 4121147538u), (exp, sigmoid, tanh));
    }

    private static void Sweep(float from, float to, Func<Vector256<float>, Vector256<float>> ours, Func<double, double> reference, double ulps)
    {
        for (int i = 0; i <= 200_000; i++)
        {
            float x = (float)(from + ((to - (double)from) * i / 200_000));
            double expected = reference(x), actual = ours(Vector256.Create(x))[3];
            double ulp = MathF.BitIncrement((float)Math.Abs(expected)) - (float)Math.Abs(expected);
            Assert.True(Math.Abs(actual - expected) <= ulps * ulp, $"at {x:R}: {actual:R} instead of {expected:R}");
        }
    }
}
