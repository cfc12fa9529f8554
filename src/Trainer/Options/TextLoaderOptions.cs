using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Trainer.Options;

/// <summary>A text file with a row a line, all of whose columns that are used are numbers; defaults are those of ML.NET's TextLoader.</summary>
[Description("A text file with a row a line, all of whose columns that are used are numbers. Defaults are those of ML.NET's TextLoader.")]
public sealed record TextLoaderOptions : LoaderOptions, IValidatableObject
{
    /// <summary>The column of labels, counted from 0: classes from 0, or numbers to be predicted. Default 0.</summary>
    [Description("The column of labels, counted from 0: classes from 0, or numbers to be predicted. Default 0.")]
    [Range(0, int.MaxValue)]
    public int Label { get; init; }

    /// <summary>The first and the last column of the features, counted from 0.</summary>
    [Description("The first and the last column of the features, counted from 0, as in [1, 4].")]
    [MinLength(2)]
    [MaxLength(2)]
    public required IReadOnlyList<int> Features { get; init; }

    /// <summary>The character between columns. Default: a tab.</summary>
    [Description("The character between columns. Default: a tab.")]
    [MinLength(1)]
    [MaxLength(1)]
    public string Separator { get; init; } = "\t";

    /// <summary>Whether the first line names the columns. Default false.</summary>
    [Description("Whether the first line names the columns. Default false.")]
    public bool Header { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Features is [var first, var last] && (first < 0 || last < first))
        {
            yield return new ValidationResult($"is [{first}, {last}]; the first column, from 0, and then the last, not less, are needed", [nameof(Features)]);
        }
        else if (Features is [var from, var to] && Label >= from && Label <= to)
        {
            yield return new ValidationResult($"is {Label}, which is one of the features, {from} to {to}", [nameof(Label)]);
        }
    }
}
