using FsCheck;
using FsCheck.Fluent;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tests.Spaces;

/// <summary>Properties print the seed that replays a failure.</summary>
public sealed class UnitCubeTests
{
    [Fact]
    public void A_decoded_value_lies_in_the_range_and_in_the_limits() => Holds(Dimensions.Moved, c =>
    {
        double value = UnitCube.ToValue(c.Dimension, c.Range, c.Unit);
        double slack = 1e-9 * (c.Dimension.EffectiveStep ?? 0);
        SearchRange limits = c.Dimension.Limits!.Value;
        bool isBetweenLevels = c.Dimension.EffectiveStep is not null && UnitCube.Count(c.Dimension, c.Range) == 1;
        bool isInRange = value >= c.Range.Min - slack && value <= c.Range.Max + slack;
        return double.IsFinite(value) && value >= limits.Min - slack && value <= limits.Max + slack && (isInRange || isBetweenLevels);
    });

    [Fact]
    public void Both_bounds_are_reached_to_the_bit() => Holds(Dimensions.First, c =>
        UnitCube.ToValue(c.Dimension, c.Range, 0) == c.Dimension.Min && UnitCube.ToValue(c.Dimension, c.Range, 1) == c.Dimension.Max);

    [Fact]
    public void A_value_encoded_and_decoded_again_stays_in_its_cell() => Holds(Dimensions.Moved, c =>
    {
        double value = UnitCube.ToValue(c.Dimension, c.Range, c.Unit);
        double again = UnitCube.ToValue(c.Dimension, c.Range, UnitCube.FromValue(c.Dimension, c.Range, value));
        double allowed = c.Dimension switch
        {
            { EffectiveStep: not null } => 0,
            { Scale: Scale.Log } => 1e-12 * value,
            { Scale: Scale.ReverseLog } => (1e-12 * (1 - value)) + 1e-15 + (1e-15 * Math.Abs(c.Range.Min)),
            _ => 1e-14 * Math.Max(Math.Abs(c.Range.Min), Math.Abs(c.Range.Max)),
        };
        return Math.Abs(again - value) <= allowed;
    });

    [Fact]
    public void An_encoded_value_is_a_point_of_the_unit_cube_even_if_it_lies_outside_the_range() => Holds(Dimensions.Moved, c =>
        UnitCube.FromValue(c.Dimension, c.Range, c.Dimension.Limits!.Value.Min) is >= 0 and <= 1
        && UnitCube.FromValue(c.Dimension, c.Range, c.Dimension.Limits!.Value.Max) is >= 0 and <= 1);

    [Fact]
    public void A_greater_point_never_gives_a_lesser_value() => Holds(Dimensions.Moved, c =>
        UnitCube.ToValue(c.Dimension, c.Range, c.Unit) <= UnitCube.ToValue(c.Dimension, c.Range, Math.Min(1, c.Unit + 0.01)));

    [Fact]
    public void Values_of_a_moved_range_stay_on_the_lattice_of_the_first_minimum() => Holds(Dimensions.MovedStepped, c =>
    {
        double levels = (UnitCube.ToValue(c.Dimension, c.Range, c.Unit) - c.Dimension.Min) / c.Dimension.Step!.Value;
        return Math.Abs(levels - Math.Round(levels)) < 1e-9 * Math.Max(1, Math.Abs(levels));
    });

    [Fact]
    public void Whole_numbers_are_equally_likely_on_a_linear_scale() => Holds(
        (from min in Gen.Choose(-1000, 1000) from count in Gen.Choose(1, 300) select (min, count)).ToArbitrary(),
        c =>
        {
            var dimension = new NumericDimension("x", c.min, c.min + c.count - 1) { Integer = true, Step = 1 };
            return Enumerable.Range(0, c.count).All(k =>
                UnitCube.ToValue(dimension, dimension.Range, (k + 1e-6) / c.count) == c.min + k
                && UnitCube.ToValue(dimension, dimension.Range, (k + 1 - 1e-6) / c.count) == c.min + k);
        });

    [Fact]
    public void Choices_are_equally_likely_and_encode_to_the_middle_of_their_cell() => Holds(Gen.Choose(1, 300).ToArbitrary(), count =>
    {
        var dimension = new ChoiceDimension("x", [.. Enumerable.Range(0, count).Select(i => System.Text.Json.JsonSerializer.SerializeToElement(i))]);
        return UnitCube.ToChoice(dimension, 1) == count - 1 && Enumerable.Range(0, count).All(k =>
            UnitCube.ToChoice(dimension, (k + 1e-6) / count) == k && UnitCube.ToChoice(dimension, (k + 1 - 1e-6) / count) == k
            && UnitCube.ToChoice(dimension, UnitCube.FromChoice(dimension, k)) == k);
    });

    [Fact]
    public void A_log_scale_gives_each_decade_the_same_share()
    {
        var dimension = new NumericDimension("x", 1e-6, 1e-2) { Scale = Scale.Log };
        Assert.Equal([1e-6, 1e-5, 1e-4, 1e-3, 1e-2], ((double[])[0, 0.25, 0.5, 0.75, 1]).Select(u => Math.Round(UnitCube.ToValue(dimension, dimension.Range, u), 15)));
    }

    [Fact]
    public void A_reverse_log_scale_gives_each_decade_of_the_distance_to_1_the_same_share()
    {
        var dimension = new NumericDimension("x", 0.9, 0.9999) { Scale = Scale.ReverseLog };
        Assert.Equal([0.9, 0.99, 0.999, 0.9999], ((double[])[0, 1 / 3.0, 2 / 3.0, 1]).Select(u => Math.Round(UnitCube.ToValue(dimension, dimension.Range, u), 12)));
    }

    [Fact]
    public void Steps_are_round_decimals()
    {
        var dimension = new NumericDimension("x", 0.1, 0.7) { Step = 0.1 };
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], Enumerable.Range(0, 7).Select(k => UnitCube.ToValue(dimension, dimension.Range, (k + 0.5) / 7)));
    }

    [Fact]
    public void Bounds_of_17_digits_are_reached_to_the_bit()
    {
        var dimension = new NumericDimension("x", 0.12345678901234568, 2.1234567890123457) { Step = 1 };
        Assert.Equal(dimension.Min, UnitCube.ToValue(dimension, dimension.Range, 0));
        Assert.Equal(dimension.Max, UnitCube.ToValue(dimension, dimension.Range, 1));
    }

    [Fact]
    public void A_lattice_that_meets_0_just_outside_the_limits_of_a_log_scale_stops_before_it()
    {
        var dimension = new NumericDimension("x", 1, 10) { Scale = Scale.Log, Step = 1, Limits = new SearchRange(1e-12, 10) };
        Assert.Equal(1, UnitCube.ToValue(dimension, dimension.Limits!.Value, 0));
        Assert.Equal(10, UnitCube.ToValue(dimension, dimension.Limits!.Value, 1));
    }

    [Fact]
    public void A_range_between_two_levels_gets_one_that_lies_in_the_limits()
    {
        var dimension = new NumericDimension("x", 10, 100) { Scale = Scale.Log, Integer = true, Step = 10, Limits = new SearchRange(1, 100) };
        Assert.Equal(10, UnitCube.ToValue(dimension, new SearchRange(2, 5), 0.5));
        Assert.Equal(20, UnitCube.ToValue(dimension, new SearchRange(22, 25), 0.5));
    }

    [Fact]
    public void A_range_of_one_value_has_that_value_everywhere()
    {
        var dimension = new NumericDimension("x", 0.3, 0.3) { Scale = Scale.Log };
        Assert.Equal(0.3, UnitCube.ToValue(dimension, dimension.Range, 0.7));
        Assert.Equal(0.5, UnitCube.FromValue(dimension, dimension.Range, 0.3));
        Assert.Equal(1, UnitCube.Count(dimension, dimension.Range));
    }

    private static void Holds<T>(Arbitrary<T> values, Func<T, bool> property) =>
        Prop.ForAll(values, property).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
