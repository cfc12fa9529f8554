using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Trainer.Options;

/// <summary>How pictures are changed at random each time they are trained on; the validation part never is. By default not at all.</summary>
[Description("How pictures are changed at random each time they are trained on; the validation part never is. By default not at all.")]
public sealed record AugmentOptions
{
    /// <summary>The most pixels that a picture is moved by in each direction, 0 to 1000; zeros move in. Default 0.</summary>
    [Description("The most pixels that a picture is moved by in each direction; zeros move in. Default 0.")]
    [Range(0, 1000)]
    public int Shift { get; init; }

    /// <summary>Whether half of the pictures are mirrored, left for right. Default false.</summary>
    [Description("Whether half of the pictures are mirrored, left for right. Default false.")]
    public bool Flip { get; init; }

    /// <summary>The largest share of height and width that is cut away, 0 to 0.9; what is left is drawn at the old size. Default 0.</summary>
    [Description("The largest share of height and width that is cut away; what is left is drawn at the old size. Default 0.")]
    [Range(0.0, 0.9)]
    public double Crop { get; init; }

    /// <summary>The most that contrast (a factor of 1 plus or minus this) and brightness (this times the brightest value, added or taken away) change, 0 to 1. Default 0.</summary>
    [Description("The most that contrast (a factor of 1 plus or minus this) and brightness (this times the brightest value, added or taken away) change. Default 0.")]
    [Range(0.0, 1.0)]
    public double Brightness { get; init; }

    /// <summary>The largest height and width of a box that is set to zero somewhere, as a share of the picture's, 0 to 1. Default 0.</summary>
    [Description("The largest height and width of a box that is set to zero somewhere, as a share of the picture's. Default 0.")]
    [Range(0.0, 1.0)]
    public double Erase { get; init; }

    /// <summary>The standard deviation of noise that is added to every pixel, as a share of the brightest value, 0 to 1. Default 0.</summary>
    [Description("The standard deviation of noise that is added to every pixel, as a share of the brightest value. Default 0.")]
    [Range(0.0, 1.0)]
    public double Noise { get; init; }

    internal bool IsOn => Shift > 0 || Flip || Crop > 0 || Brightness > 0 || Erase > 0 || Noise > 0;
}
