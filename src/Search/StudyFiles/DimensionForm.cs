using System.ComponentModel;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.StudyFiles;

/// <summary>A dimension as it is written in a file: the numeric and the choice form in one, so that a mixture can be told apart from an unknown key.</summary>
internal sealed record DimensionForm
{
    [Description("The least value; reachable.")]
    public double? Min { get; init; }

    [Description("The greatest value; reachable.")]
    public double? Max { get; init; }

    [Description("On which scale the dimension is uniform: linear, log (the minimum must be above 0), or reverse_log (log of the distance to 1; the maximum must be below 1). Default: linear.")]
    public Scale Scale { get; init; }

    [Description("Whether only whole numbers are proposed. Default: true where the field is a whole number.")]
    public bool? Integer { get; init; }

    [Description("The distance of neighbouring values, counted from min; max - min is a multiple of it. Default: 1 for whole numbers, else none.")]
    public double? Step { get; init; }

    [Description("How far the range may be widened. Absent: it only narrows.")]
    public RangeForm? Limits { get; init; }

    [Description("The values to choose from.")]
    public IReadOnlyList<SourceNode>? Choices { get; init; }

    [Description("Whether the choices are listed in a meaningful order, so that neighbours are alike. Default: false.")]
    public bool Ordered { get; init; }

    [Description("The dimension is searched only while each of these fields has one of the values listed for it.")]
    public SourceNode? When { get; init; }
}

/// <summary>Two bounds as they are written in a file.</summary>
internal sealed record RangeForm
{
    [Description("The least value that may ever be tried.")]
    public required double Min { get; init; }

    [Description("The greatest value that may ever be tried.")]
    public required double Max { get; init; }
}
