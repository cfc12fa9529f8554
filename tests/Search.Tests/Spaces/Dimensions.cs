using FsCheck;
using FsCheck.Fluent;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tests.Spaces;

/// <summary>Random dimensions with a range inside their limits, for properties.</summary>
internal static class Dimensions
{
    /// <summary>A dimension, where it is searched now, and a point of it.</summary>
    public sealed record Case(NumericDimension Dimension, SearchRange Range, double Unit);

    private static readonly Gen<double> Unit = Gen.OneOf(Gen.Elements(0.0, 1.0, 0.5, 1e-300, 1 - 1e-16), Gen.Choose(0, 1_000_000_000).Select(i => i / 1e9));

    public static readonly Gen<NumericDimension> Continuous =
        from scale in Gen.Elements(Scale.Linear, Scale.Log, Scale.ReverseLog)
        from low in Gen.Choose(-1200, 1200)
        from width in Gen.Choose(0, 1200)
        from further in Gen.Choose(0, 300)
        select scale switch
        {
            Scale.Log => Limited(new NumericDimension("x", Power(low), Power(low + width)) { Scale = scale }, Power(low - further), Power(low + width + further)),
            Scale.ReverseLog => Limited(
                new NumericDimension("x", 1 - Power(low / 100), 1 - Power((low - width) / 100)) { Scale = scale }, 1 - Power((low + further) / 100), 1 - Power((low - width) / 100)),
            _ => Limited(new NumericDimension("x", low / 7.0, (low + width) / 7.0), (low - further) / 7.0, (low + width + further) / 7.0),
        };

    public static readonly Gen<NumericDimension> Stepped =
        from scale in Gen.Elements(Scale.Linear, Scale.Log)
        from isInteger in Gen.Elements(true, false)
        from low in Gen.Choose(-1000, 1000)
        from levels in Gen.Choose(1, 500)
        from size in Gen.Choose(1, 60)
        from below in Gen.Choose(0, 2000)
        from above in Gen.Choose(0, 2000)
        let start = scale == Scale.Log ? Math.Abs(low) + 1 : low
        let unit = isInteger ? 1 : 0.01
        let least = scale == Scale.Log ? Math.Max(1, start - below) : start - below
        select Limited(
            new NumericDimension("x", start * unit, (start + ((levels - 1) * size)) * unit) { Scale = scale, Integer = isInteger, Step = size * unit },
            least * unit,
            (start + ((levels - 1) * size) + above) * unit);

    public static readonly Arbitrary<Case> First = Cases(Gen.OneOf(Continuous, Stepped), false).ToArbitrary();

    public static readonly Arbitrary<Case> Moved = Cases(Gen.OneOf(Continuous, Stepped), true).ToArbitrary();

    public static readonly Arbitrary<Case> MovedStepped = Cases(Stepped, true).ToArbitrary();

    private static Gen<Case> Cases(Gen<NumericDimension> dimensions, bool isMoved) =>
        from dimension in dimensions
        from unit in Unit
        from a in Unit
        from b in Unit
        let limits = dimension.Limits!.Value
        let continuous = dimension with { Step = null, Integer = false }
        let low = UnitCube.ToValue(continuous, limits, Math.Min(a, b))
        let high = UnitCube.ToValue(continuous, limits, Math.Max(a, b))
        select new Case(dimension, isMoved ? new SearchRange(low, high) : dimension.Range, unit);

    private static NumericDimension Limited(NumericDimension dimension, double min, double max) =>
        dimension with { Limits = new SearchRange(Math.Min(min, dimension.Min), Math.Max(max, dimension.Max)) };

    private static double Power(int hundredths) => Math.Pow(10, hundredths / 100.0);
}
