using HyperSearch.Numerics;

namespace HyperSearch.Search.Spaces;

/// <summary>On which scale a numeric dimension is uniform: where steps of equal length matter equally.</summary>
public enum Scale
{
    /// <summary>The value itself.</summary>
    Linear,

    /// <summary>The logarithm of the value, for rates and penalties; the minimum must be above 0.</summary>
    Log,

    /// <summary>The logarithm of the distance to 1, for momentum and smoothing factors (0.9, 0.99, 0.999 are equally far apart); the maximum must be below 1.</summary>
    ReverseLog,
}

/// <summary>The functions between values and their place on a <see cref="Scale"/>; all of them increase.</summary>
internal static class ScaleFunctions
{
    public static double ToScale(this Scale scale, double value) => scale switch
    {
        Scale.Log => Elementary.Log(value),
        Scale.ReverseLog => -Elementary.Log(1 - value),
        _ => value,
    };

    public static double FromScale(this Scale scale, double place) => scale switch
    {
        Scale.Log => Elementary.Exp(place),
        Scale.ReverseLog => 1 - Elementary.Exp(-place),
        _ => place,
    };
}
