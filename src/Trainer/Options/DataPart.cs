using System.ComponentModel;

namespace HyperSearch.Trainer.Options;

/// <summary>A part of the data: a share of the samples, or data of its own. In a file a number or a text.</summary>
/// <remarks>Two constructors of one parameter and <see cref="Value"/> say so to readers of files: the shape of a union.</remarks>
[Description("A share of the samples, or the path of data of its own.")]
public readonly record struct DataPart
{
    /// <summary>A share of the samples, over 0 and under 1.</summary>
    public DataPart(double fraction) => Fraction = fraction;

    /// <summary>Data of its own, in the format of the source.</summary>
    public DataPart(string path) => Path = path;

    /// <summary>The share; null where there is a path.</summary>
    public double? Fraction { get; }

    /// <summary>The path; null where there is a share.</summary>
    public string? Path { get; }

    /// <summary>The share or the path.</summary>
    public object Value => Path ?? (object)Fraction.GetValueOrDefault();

    /// <summary>A share.</summary>
    public static implicit operator DataPart(double fraction) => new(fraction);

    /// <summary>A path.</summary>
    public static implicit operator DataPart(string path) => new(path);

    /// <summary>A share.</summary>
    public static DataPart FromDouble(double fraction) => new(fraction);

    /// <summary>A path.</summary>
    public static DataPart FromString(string path) => new(path);

    internal string? Fault => Path is null && !(Fraction > 0 && Fraction < 1) ? $"is {Fraction.GetValueOrDefault()}; a share must be over 0 and under 1"
        : Path?.Length == 0 ? "is empty; a path is needed, or a share over 0 and under 1"
        : null;
}
