using System.ComponentModel;

namespace HyperSearch.Trainer.Options;

/// <summary>Where the samples come from.</summary>
[Description("Where the samples come from.")]
public enum DataSourceKind
{
    /// <summary>Handwritten-like digits drawn by the program; the same for every study.</summary>
    [Description("Handwritten-like digits drawn by the program; the same for every study.")]
    Digits,

    /// <summary>A folder of IDX files, the format of MNIST, gzip or not.</summary>
    [Description("A folder of IDX files, the format of MNIST, gzip or not.")]
    Idx,

    /// <summary>A CSV file with a header: a column with the label, all others numbers.</summary>
    [Description("A CSV file with a header: a column with the label, all others numbers.")]
    Csv,

    /// <summary>A folder with features.npy and labels.npy, numpy's format.</summary>
    [Description("A folder with features.npy and labels.npy, numpy's format.")]
    Npy,

    /// <summary>A file that a loader of ML.NET's reads, in a program with the plug-in HyperSearch.AutoML; a study keeps it as <see cref="Npy"/>.</summary>
    [Description("A file that a loader of ML.NET's reads, in a program with the plug-in HyperSearch.AutoML; a study keeps it as numpy arrays in its folder.")]
    Mlnet,
}
