using HyperSearch.Search.Coordination;
using HyperSearch.Search.Importance;

namespace HyperSearch.Dashboard;

/// <summary>The one place where the page asks what mattered in a study.</summary>
internal static class ImportanceOf
{
    /// <summary>What mattered; null where it is not known.</summary>
    public static StudyImportance? Study(StudyState state) => null;
}
