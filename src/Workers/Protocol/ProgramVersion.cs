using System.Reflection;

namespace HyperSearch.Workers;

/// <summary>The version of this program. Coordinator and workers must have the same, or their numbers might differ.</summary>
public static class ProgramVersion
{
    /// <summary>Such as <c>0.1.0+commit</c>: two builds of one version may differ.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
