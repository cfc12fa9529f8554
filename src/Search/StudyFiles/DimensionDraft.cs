using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.StudyFiles;

/// <summary>A dimension while it is being read, with the places its faults are told at.</summary>
internal sealed class DimensionDraft(SourceMember member)
{
    /// <summary>Its path into the trainer section.</summary>
    public string Path => member.Name;

    /// <summary>Its path in the study file.</summary>
    public string Place => $"space.{member.Name}";

    /// <summary>Its key and its value in the file.</summary>
    public SourceMember Member => member;

    /// <summary>Its value in the file.</summary>
    public SourceNode Node => member.Value;

    /// <summary>What is written; null where it cannot be read.</summary>
    public DimensionForm? Form { get; set; }

    /// <summary>The rules of the field; null where there is no such field, or fields are not known.</summary>
    public ValueRules? Rules { get; set; }

    /// <summary>The dimension; null where it has faults.</summary>
    public Dimension? Dimension { get; set; }
}
