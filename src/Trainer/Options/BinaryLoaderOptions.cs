using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Trainer.Options;

/// <summary>A file of ML.NET's own binary form (<c>.idv</c>), as <c>SaveAsBinary</c> writes it: whatever a pipeline of ML.NET's has made.</summary>
[Description("A file of ML.NET's own binary form (.idv), as SaveAsBinary writes it.")]
public sealed record BinaryLoaderOptions : LoaderOptions
{
    /// <summary>The name of the column of labels: a key or a truth value for classes, a single-precision number for classes from 0 or to be predicted. Default Label.</summary>
    [Description("The name of the column of labels: a key or a truth value for classes, a single-precision number for classes from 0 or to be predicted. Default 'Label'.")]
    [MinLength(1)]
    public string Label { get; init; } = "Label";

    /// <summary>The name of the column of features, a vector of single-precision numbers. Default Features.</summary>
    [Description("The name of the column of features, a vector of single-precision numbers. Default 'Features'.")]
    [MinLength(1)]
    public string Features { get; init; } = "Features";
}
